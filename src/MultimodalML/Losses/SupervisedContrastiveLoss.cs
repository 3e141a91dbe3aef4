using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Losses;

/// <summary>Pulls every row towards all other rows of its class in the batch and away from the rest.</summary>
/// <remarks>
/// <para>L = mean over rows i with a partner of −1/|P(i)| Σ_{p∈P(i)} ln( exp(sᵢₚ/τ) / Σ_{a≠i} exp(sᵢₐ/τ) ), where s is the cosine and P(i) are the other rows of i's class.</para>
/// <para>Shapes: embeddings [B, D], labels [B] of Int64; result a scalar, 0 when no row has a partner. Repeated rows are partners of one class, never negatives.</para>
/// <para>Units: nats; at least ln |P(i)| for perfectly separated classes of |P(i)| + 1 rows.</para>
/// <para>Source: Khosla et al. 2020, "Supervised Contrastive Learning", arXiv:2004.11362, eq. 2 (L_out).</para>
/// </remarks>
public sealed class SupervisedContrastiveLoss
{
    private readonly double _temperature;

    /// <param name="temperature">τ, above 0, no unit. Smaller weighs the hardest rows more.</param>
    public SupervisedContrastiveLoss(double temperature = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        _temperature = temperature;
    }

    /// <inheritdoc cref="SupervisedContrastiveLoss"/>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public Tensor Compute(Tensor embeddings, Tensor labels)
    {
        PairMasks.Check(nameof(SupervisedContrastiveLoss), embeddings, labels);

        using var scope = NewDisposeScope();
        Tensor logProbabilities = PairSimilarities.LogProbabilitiesOfOthers(functional.normalize(embeddings), _temperature);
        Tensor same = PairMasks.Same(labels);
        Tensor partners = same.sum(1);
        Tensor rows = (same * logProbabilities).sum(1) / partners.clamp_min(1);
        Tensor rowsWithPartner = partners.clamp_max(1).sum().clamp_min(1);
        return (-(rows.sum() / rowsWithPartner)).MoveToOuterDisposeScope();
    }
}
