using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Losses;

/// <summary>Pulls rows of one class together and pushes rows of different classes at least a margin apart, by Euclidean distance.</summary>
/// <remarks>
/// <para>L = ½ mean over same-class pairs of dᵢⱼ² + ½ mean over different-class pairs of max(0, m − dᵢⱼ)², with dᵢⱼ = ‖xᵢ − xⱼ‖.</para>
/// <para>Shapes: embeddings [B, D], labels [B] of Int64; result a scalar. A kind of pair that the batch lacks adds 0.</para>
/// <para>Units: squared distance in the embedding's units.</para>
/// <para>Source: Hadsell, Chopra, LeCun, "Dimensionality Reduction by Learning an Invariant Mapping", CVPR 2006, eq. 4 (there ½ is inside, and pairs are drawn one by one).</para>
/// </remarks>
public sealed class ContrastiveLoss
{
    private readonly double _margin;

    /// <param name="margin">m, above 0, in the embedding's units.</param>
    public ContrastiveLoss(double margin = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        _margin = margin;
    }

    /// <inheritdoc cref="ContrastiveLoss"/>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public Tensor Compute(Tensor embeddings, Tensor labels)
    {
        PairMasks.Check(nameof(ContrastiveLoss), embeddings, labels);

        using var scope = NewDisposeScope();
        Tensor squared = SquaredDistances.Between(embeddings, embeddings);
        Tensor apart = (_margin - squared.clamp_min(1e-12).sqrt()).clamp_min(0); // the root's slope is infinite at 0
        return PairMasks.BalancedMean(PairMasks.Same(labels), squared, PairMasks.Different(labels), apart.square()).MoveToOuterDisposeScope();
    }
}
