using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Discovery;

/// <summary>Moves every row some way towards another row of the batch, so little that it stays nearer to itself.</summary>
/// <remarks>(1 − a) x + a x′, x′ another row and a uniform in [0, share). Source: Zhang et al. 2018, "mixup", arXiv:1710.09412, without mixing the targets.</remarks>
public sealed class MixingViews : IViewAugmentation
{
    private readonly double _share;

    /// <param name="share">Largest share of the other row, 0 up to ½.</param>
    public MixingViews(double share = 0.2)
    {
        if (!(share >= 0 && share <= 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "share must be 0 to 0.5: with more, a row is no longer mostly itself.");
        }
        _share = share;
    }

    /// <inheritdoc/>
    public Tensor View(Tensor rows, Random random)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(random);
        using var scope = NewDisposeScope();
        int count = (int)rows.shape[0];
        long[] partners = [.. Enumerable.Range(0, count).Select(row => (long)row)];
        random.Shuffle(partners);
        float[] shares = [.. partners.Select(_ => (float)(_share * random.NextDouble()))];
        Tensor a = tensor(shares, [count, 1], device: rows.device);
        Tensor others = rows.index_select(0, tensor(partners, device: rows.device));
        return (rows + a * (others - rows)).MoveToOuterDisposeScope();
    }
}
