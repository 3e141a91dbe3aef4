using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Losses;

/// <summary>Draws the two views of a row together (instance discrimination) and, of labelled rows, all views of a class (category discrimination), and pushes the rest away.</summary>
/// <remarks>
/// <para>p_ij = exp(cos(aᵢ, bⱼ)/τ) / Σ_k exp(cos(aᵢ, b_k)/τ); L(a, b) = mean over i of −1/|P(i)| Σ_{j∈P(i)} ln p_ij, where P(i) is i itself and, if i has a label, all rows with the same. The loss is
/// ½ (L(a, b) + L(b, a)). The views may be of one modality or of two.</para>
/// <para>Shapes: a [B, D], b [B, D], labels [B] of Int64, below 0 without label, present [B] of 1 (both views are there) and 0 or null when all are; result a scalar, 0 when nothing is present.</para>
/// <para>Units: nats; ln B when all rows are alike.</para>
/// <para>Source: Jia et al. 2021, "Joint Representation Learning and Novel Category Discovery on Single- and Multi-modal Data", arXiv:2104.12673, section 3.2; without labels InfoNCE
/// (van den Oord et al. 2018, arXiv:1807.03748), with them the form of Khosla et al. 2020, arXiv:2004.11362, eq. 2.</para>
/// </remarks>
public sealed class UnifiedContrastiveLoss
{
    private const double Never = -1e9; // finite, so that 0 × it stays 0

    private readonly double _temperature;

    /// <param name="temperature">τ, above 0, no unit. Smaller weighs the hardest rows more.</param>
    public UnifiedContrastiveLoss(double temperature = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        _temperature = temperature;
    }

    /// <inheritdoc cref="UnifiedContrastiveLoss"/>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public Tensor Compute(Tensor a, Tensor b, Tensor labels, Tensor? present = null)
    {
        PairMasks.Check(nameof(UnifiedContrastiveLoss), a, labels);
        if (!a.shape.SequenceEqual(b.shape))
        {
            Throw.ShapesDiffer(nameof(UnifiedContrastiveLoss), a.shape, b.shape, "row i of both is one item, so both must be [B, D]");
        }

        using var scope = NewDisposeScope();
        Tensor similarities = functional.normalize(a).matmul(functional.normalize(b).t()) / _temperature; // [B, B]
        Tensor labelled = labels.ge(0).to_type(ScalarType.Float32).unsqueeze(1);
        Tensor positives = PairMasks.Same(labels) * labelled + eye(labels.shape[0], device: labels.device);
        Tensor rows = present ?? ones(labels.shape[0], device: labels.device);
        Tensor transposed = similarities.t();
        if (present is not null)
        {
            positives = positives * rows.unsqueeze(0);
            Tensor absent = (1 - rows).unsqueeze(0) * Never;
            (similarities, transposed) = (similarities + absent, transposed + absent);
        }
        Tensor weights = rows / rows.sum().clamp_min(1) / positives.sum(1).clamp_min(1); // [B]
        Tensor positiveShare = positives * weights.unsqueeze(1);
        Tensor both = functional.log_softmax(similarities, 1) + functional.log_softmax(transposed, 1);
        return (-0.5 * (both * positiveShare).sum()).MoveToOuterDisposeScope();
    }
}
