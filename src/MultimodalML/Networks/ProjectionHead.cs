using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Networks;

/// <summary>Two fully connected layers, ReLU between them, behind which rows are contrasted: what contrast throws away stays in the representation before it.</summary>
/// <remarks>
/// <para>Shapes: [B, inputLength] → [B, outputLength].</para>
/// <para>Source: Chen et al. 2020 (SimCLR), arXiv:2002.05709, section 2.1.</para>
/// </remarks>
public sealed class ProjectionHead : Module<Tensor, Tensor>
{
    private readonly Linear _first;
    private readonly Linear _second;

    /// <param name="inputLength">Values of the representation, at least 1.</param>
    /// <param name="hiddenWidth">Width of the first layer, at least 1.</param>
    /// <param name="outputLength">Values of the projection, at least 1.</param>
    public ProjectionHead(int inputLength, int hiddenWidth, int outputLength)
        : base(nameof(ProjectionHead))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputLength, 1);
        _first = Linear(inputLength, hiddenWidth);
        _second = Linear(hiddenWidth, outputLength);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _second.call(functional.relu(_first.call(input))).MoveToOuterDisposeScope();
    }
}
