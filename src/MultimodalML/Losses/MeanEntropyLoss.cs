using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Losses;

/// <summary>Asks a batch to use all categories alike: without it, a classifier that teaches itself ends with one.</summary>
/// <remarks>
/// <para>L = ln C + Σ_c m_c ln m_c, where m is the mean of the rows' probabilities: ln C less its entropy.</para>
/// <para>Shapes: probabilities [B, C], rows summing to 1; result a scalar.</para>
/// <para>Units: nats; 0 when all categories have the same share, ln C when one has all.</para>
/// <para>Source: Assran et al. 2022, "Masked Siamese Networks", arXiv:2204.07141, section 3; in category discovery Wen et al. 2023 (SimGCD), arXiv:2211.11727, eq. 4.</para>
/// </remarks>
public sealed class MeanEntropyLoss
{
    private const double Smallest = 1e-12; // a category that nobody is in adds 0 and not NaN

    /// <inheritdoc cref="MeanEntropyLoss"/>
    /// <exception cref="ArgumentException">The probabilities are no matrix.</exception>
    public Tensor Compute(Tensor probabilities)
    {
        if (probabilities.dim() != 2)
        {
            throw new ArgumentException($"{nameof(MeanEntropyLoss)}: probabilities is [{string.Join(", ", probabilities.shape)}]; it must be [B, C].", nameof(probabilities));
        }

        using var scope = NewDisposeScope();
        Tensor mean = probabilities.mean([0]);
        return (Math.Log(probabilities.shape[1]) + (mean * mean.clamp_min(Smallest).log()).sum()).MoveToOuterDisposeScope();
    }
}
