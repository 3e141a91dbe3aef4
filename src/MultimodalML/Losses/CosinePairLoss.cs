using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Losses;

/// <summary>Regresses the cosine similarity of every pair in the batch to 1 (same class) or 0 (different classes).</summary>
/// <remarks>
/// <para>L = ½ mean over same-class pairs of e(pᵢⱼ, 1) + ½ mean over different-class pairs of e(pᵢⱼ, 0), with pᵢⱼ = (cos(xᵢ, xⱼ) + 1) / 2 and e the cross-entropy or the squared error.
/// The two kinds weigh the same because a batch of C classes holds about C − 1 times as many different pairs.</para>
/// <para>Shapes: embeddings [B, D], labels [B] of Int64; result a scalar. A kind of pair that the batch lacks adds 0.</para>
/// <para>Units: nats (cross-entropy) or squared similarity (0 to 1).</para>
/// <para>Source: the GIST fusion-embedding similarity search: cosine, moved to [0, 1], regressed to 1 or 0.</para>
/// </remarks>
public sealed class CosinePairLoss
{
    private const double Smallest = 1e-6; // keeps ln finite where a pair is exactly opposite or exactly alike

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

        using var scope = NewDisposeScope();
        Tensor scaled = functional.normalize(embeddings) * Math.Sqrt(0.5);
        Tensor moved = scaled.matmul(scaled.t()).add_(0.5); // pᵢⱼ
        Tensor same = labels.unsqueeze(1).eq(labels).to_type(ScalarType.Float32);
        Tensor weights = PairMasks.BalancedWeights(same);
        Tensor loss = _error == CosinePairError.SquaredError
            ? ((moved - same).square() * weights).sum()
            : functional.binary_cross_entropy(moved.clamp(Smallest, 1 - Smallest), same, weights, Reduction.Sum);
        return loss.MoveToOuterDisposeScope();
    }
}
