using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Losses;

/// <summary>Draws two views of one item together and pushes all other views of the batch away; needs no labels.</summary>
/// <remarks>
/// <para>With z the 2B views, L = mean over all ordered pairs (i, j) of one item of −ln( exp(cos(zᵢ, zⱼ)/τ) / Σ_{k≠i} exp(cos(zᵢ, z_k)/τ) ).</para>
/// <para>Shapes: a [B, D], b [B, D], row i of both are the two views of item i; result a scalar.</para>
/// <para>Units: nats; ln(2B − 1) when all views are alike, near 0 when every item is told apart.</para>
/// <para>Source: Chen et al. 2020 (SimCLR), arXiv:2002.05709, eq. 1.</para>
/// </remarks>
public sealed class NTXentLoss
{
    private readonly double _temperature;

    /// <param name="temperature">τ, above 0, no unit. Smaller weighs the hardest rows more.</param>
    public NTXentLoss(double temperature = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        _temperature = temperature;
    }

    /// <inheritdoc cref="NTXentLoss"/>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public Tensor Compute(Tensor a, Tensor b)
    {
        if (a.dim() != 2 || !a.shape.SequenceEqual(b.shape))
        {
            Throw.ShapesDiffer(nameof(NTXentLoss), a.shape, b.shape, "row i of both is one item, so both must be [B, D]");
        }

        using var scope = NewDisposeScope();
        long count = a.shape[0];
        Tensor logProbabilities = PairSimilarities.LogProbabilitiesOfOthers(functional.normalize(cat([a, b], 0)), _temperature);
        Tensor other = cat([arange(count, 2 * count, ScalarType.Int64, a.device), arange(count, ScalarType.Int64, a.device)], 0); // [2B], where the other view stands
        return (-logProbabilities.gather(1, other.unsqueeze(1)).mean()).MoveToOuterDisposeScope();
    }
}
