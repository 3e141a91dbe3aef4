using MultimodalML.Networks;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace MultimodalML.Discovery;

/// <summary>The cosine classifier of <see cref="DiscoveryRecipe.SelfDistillation"/>, and the projection behind which views are contrasted.</summary>
internal sealed class SelfDistillationHeads : Module
{
    private readonly CosineClassifier _categories;
    private readonly ProjectionHead _projection;

    public SelfDistillationHeads(int embeddingLength, int categoryCount, int hiddenWidth, int projectionLength)
        : base(nameof(SelfDistillationHeads))
    {
        _categories = new CosineClassifier(embeddingLength, categoryCount);
        _projection = new ProjectionHead(embeddingLength, hiddenWidth, projectionLength);
        RegisterComponents();
    }

    public CosineClassifier Categories => _categories;

    public ProjectionHead Projection => _projection;
}
