using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Losses;

/// <summary>Regresses the cosine similarity of every pair in the batch to 1 (same class) or 0 (different classes).</summary>
/// <remarks>
/// <para>L = ½ mean over same-class pairs of e(pᵢⱼ, 1) + ½ mean over different-class pairs of e(pᵢⱼ, 0), with pᵢⱼ = (cos(xᵢ, xⱼ) + 1) / 2, kept 10⁻⁶ within 0 and 1, and e the cross-entropy or the squared error.
/// The two kinds weigh the same because a batch of C classes holds about C − 1 times as many different pairs.</para>
/// <para>Shapes: embeddings [B, D], labels [B] of Int64; result a scalar. A kind of pair that the batch lacks adds 0.</para>
/// <para>Units: nats (cross-entropy) or squared similarity (0 to 1).</para>
/// <para>Source: the GIST fusion-embedding similarity search: cosine, moved to [0, 1], regressed to 1 or 0.</para>
/// </remarks>
public sealed class CosinePairLoss
{
    private const double Margin = 1e-6; // to 0 and 1: keeps ln finite where a pair is exactly opposite or exactly alike

    private static readonly Scalar s_half = 0.5, s_slope = 0.5 - Margin;

    private readonly CosinePairError _error;

    /// <param name="error">e in the formula.</param>
    public CosinePairLoss(CosinePairError error = CosinePairError.CrossEntropy)
    {
        if (!Enum.IsDefined(error))
        {
            throw new ArgumentOutOfRangeException(nameof(error), error, "CosinePairLoss knows CrossEntropy and SquaredError.");
        }
        _error = error;
    }

    /// <inheritdoc cref="CosinePairLoss"/>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public Tensor Compute(Tensor embeddings, Tensor labels)
    {
        PairMasks.Check(nameof(CosinePairLoss), embeddings, labels);

        using Tensor unit = functional.normalize(embeddings);
        using Tensor moved = functional.linear(unit, unit).mul_(s_slope).add_(s_half); // pᵢⱼ
        using Tensor same = PairMasks.Equal(labels);
        using Tensor weights = PairMasks.BalancedWeights(same);
        return _error == CosinePairError.SquaredError ? SquaredErrors(moved, same, weights) : functional.binary_cross_entropy(moved, same, weights, Reduction.Sum);
    }

    private static Tensor SquaredErrors(Tensor moved, Tensor same, Tensor weights)
    {
        using var scope = NewDisposeScope();
        return ((moved - same).square() * weights).sum().MoveToOuterDisposeScope();
    }
}
