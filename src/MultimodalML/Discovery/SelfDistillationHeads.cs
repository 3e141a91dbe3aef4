using MultimodalML.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Discovery;

/// <summary>The cosine classifier of <see cref="DiscoveryRecipe.SelfDistillation"/>, and the projection behind which views are contrasted.</summary>
internal sealed class SelfDistillationHeads : Module
{
    private readonly Linear _categories;
    private readonly ProjectionHead _projection;

    public SelfDistillationHeads(int embeddingLength, int categoryCount, int hiddenWidth, int projectionLength)
        : base(nameof(SelfDistillationHeads))
    {
        _categories = Linear(embeddingLength, categoryCount, hasBias: false);
        _projection = new ProjectionHead(embeddingLength, hiddenWidth, projectionLength);
        RegisterComponents();
    }

    public ProjectionHead Projection => _projection;

    /// <summary>One direction a category, of length 1, [C, D].</summary>
    public Tensor Directions() => functional.normalize(_categories.weight!);

    /// <summary>[B, D] → the cosines with each category's direction, [B, C].</summary>
    public Tensor Cosines(Tensor representation)
    {
        using var scope = NewDisposeScope();
        return functional.normalize(representation).matmul(Directions().t()).MoveToOuterDisposeScope();
    }
}
