using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Networks;

/// <summary>One direction a category; a row's score is the cosine of the angle to it.</summary>
/// <remarks>
/// <para>Shapes: [B, inputLength] → [B, categoryCount], −1 to 1.</para>
/// <para>Source: Gidaris and Komodakis 2018, "Dynamic Few-Shot Visual Learning without Forgetting", arXiv:1804.09458, section 3.2.</para>
/// </remarks>
public sealed class CosineClassifier : Module<Tensor, Tensor>
{
    private readonly Linear _directions;

    /// <param name="inputLength">Values of a row, at least 1.</param>
    /// <param name="categoryCount">Categories, at least 1.</param>
    public CosineClassifier(int inputLength, int categoryCount)
        : base(nameof(CosineClassifier))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(categoryCount, 1);
        _directions = Linear(inputLength, categoryCount, hasBias: false);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional.normalize(input).matmul(Directions().t()).MoveToOuterDisposeScope();
    }

    /// <summary>The directions, of length 1, [categoryCount, inputLength].</summary>
    internal Tensor Directions() => functional.normalize(_directions.weight!);
}
