using MultimodalML.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace MultimodalML.Discovery;

/// <summary>The two classifiers of <see cref="DiscoveryRecipe.WinnerTakeAll"/>, and one projection a modality behind which views are contrasted.</summary>
internal sealed class WinnerTakeAllHeads : Module
{
    private readonly CosineClassifier _labelled;
    private readonly CosineClassifier _unlabelled;
    private readonly ModuleList<ProjectionHead> _projections;

    /// <param name="embeddingLength">Values of the representation.</param>
    /// <param name="categoryCount">Known and novel categories: those of the labelled head.</param>
    /// <param name="unlabelledCount">Categories that unlabelled rows may have: those of the unlabelled head.</param>
    /// <param name="modalityCount">Modalities.</param>
    /// <param name="featureLength">Features of each.</param>
    /// <param name="projectionLength">Values of a projection.</param>
    public WinnerTakeAllHeads(int embeddingLength, int categoryCount, int unlabelledCount, int modalityCount, int featureLength, int projectionLength)
        : base(nameof(WinnerTakeAllHeads))
    {
        _labelled = new CosineClassifier(embeddingLength, categoryCount);
        _unlabelled = new CosineClassifier(embeddingLength, unlabelledCount);
        _projections = ModuleList<ProjectionHead>([.. Enumerable.Range(0, modalityCount).Select(_ => new ProjectionHead(featureLength, featureLength, projectionLength))]);
        RegisterComponents();
    }

    public CosineClassifier Labelled => _labelled;

    public CosineClassifier Unlabelled => _unlabelled;

    public IReadOnlyList<ProjectionHead> Projections => [.. _projections];
}
