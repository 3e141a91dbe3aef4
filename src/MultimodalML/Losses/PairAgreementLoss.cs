using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Losses;

/// <summary>Asks two rows for the same category where a pair is marked alike, and for different ones where it is not: clustering by pairs.</summary>
/// <remarks>
/// <para>L = mean over all pairs (i, j) of −sᵢⱼ ln(pᵢ·qⱼ) − (1 − sᵢⱼ) ln(1 − pᵢ·qⱼ), with p and q the category probabilities of two views: the inner product is the chance that row i and row j are of one category.</para>
/// <para>Shapes: p [B, C] and q [B, C], rows summing to 1, alike [B, B] of 1 and 0; result a scalar.</para>
/// <para>Units: nats. Inner products are kept 10⁻⁷ from 0 and 1.</para>
/// <para>Source: Han et al. 2020 (AutoNovel), arXiv:2002.05714, eq. 3; the same in Jia et al. 2021, arXiv:2104.12673.</para>
/// </remarks>
public sealed class PairAgreementLoss
{
    private const double Smallest = 1e-7; // keeps logarithms finite

    /// <inheritdoc cref="PairAgreementLoss"/>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public Tensor Compute(Tensor p, Tensor q, Tensor alike)
    {
        if (p.dim() != 2 || !p.shape.SequenceEqual(q.shape))
        {
            Throw.ShapesDiffer(nameof(PairAgreementLoss), p.shape, q.shape, "both hold the probabilities of the same rows, [B, C]");
        }
        if (!alike.shape.SequenceEqual([p.shape[0], p.shape[0]]))
        {
            Throw.ShapesDiffer(nameof(PairAgreementLoss), p.shape, alike.shape, "a is [B, C] and b marks its pairs, [B, B]");
        }

        using var scope = NewDisposeScope();
        Tensor chance = p.matmul(q.t()).clamp_min(Smallest).clamp_max(1 - Smallest);
        Tensor terms = alike * chance.log() + (1 - alike) * (1 - chance).log();
        return (-terms.mean()).MoveToOuterDisposeScope();
    }
}
