using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Losses;

/// <summary>Draws the two embeddings of a pair together, with a margin, and pushes the batch's other rows away, from either side.</summary>
/// <remarks>
/// <para>With sᵢⱼ = aᵢ·bⱼ − δ where i = j, and aᵢ·bⱼ elsewhere: L = −1/B Σᵢ ln( exp(sᵢᵢ) / Σⱼ exp(sᵢⱼ) ) − 1/B Σᵢ ln( exp(sᵢᵢ) / Σⱼ exp(sⱼᵢ) ).</para>
/// <para>Shapes: a [B, D], b [B, D], row i of both is one pair; result a scalar.</para>
/// <para>Units: nats; 2 ln B when all rows are alike and δ = 0, near 0 when every pair is told apart from both sides.</para>
/// <para>Source: Ilharco et al. 2019, "Large-scale Representation Learning from Visually Grounded Untranscribed Speech", arXiv:1909.08782; inner products, no temperature and a constant δ as in Chen et al. 2021
/// (Multimodal Clustering Network), arXiv:2104.12671.</para>
/// </remarks>
public sealed class MaskedMarginSoftmaxLoss
{
    private readonly Scalar _margin;

    /// <param name="margin">δ, at least 0, in the units of the inner product.</param>
    public MaskedMarginSoftmaxLoss(double margin = 0.001)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        _margin = margin;
    }

    /// <inheritdoc cref="MaskedMarginSoftmaxLoss"/>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public Tensor Compute(Tensor a, Tensor b)
    {
        if (a.dim() != 2 || b.dim() != 2 || a.size(0) != b.size(0) || a.size(1) != b.size(1))
        {
            Throw.ShapesDiffer(nameof(MaskedMarginSoftmaxLoss), a.shape, b.shape, "row i of both is one pair, so both must be [B, D]");
        }

        using Tensor scores = functional.linear(a, b); // [B, B]
        using (no_grad()) // a constant
        {
            using Tensor pairs = scores.diagonal().sub_(_margin);
        }
        using Tensor own = arange(a.size(0), ScalarType.Int64, a.device);
        using Tensor transposed = scores.t();
        using Tensor ofB = functional.cross_entropy(transposed, own);
        return functional.cross_entropy(scores, own).add_(ofB);
    }
}
