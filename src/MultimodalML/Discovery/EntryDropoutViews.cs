using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Discovery;

/// <summary>Sets some of the values to 0, their mean.</summary>
public sealed class EntryDropoutViews : IViewAugmentation
{
    private readonly double _share;

    /// <param name="share">Chance of every value to become 0, 0 up to, not including, 1.</param>
    public EntryDropoutViews(double share = 0.2)
    {
        Throw.IfNotInRange(share, 0, double.BitDecrement(1), nameof(share));
        _share = share;
    }

    /// <inheritdoc/>
    public Tensor View(Tensor rows, Random random)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(random);
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)random.Next());
        Tensor kept = rand(rows.shape, generator: generator).ge(_share).to_type(ScalarType.Float32).to(rows.device);
        return (rows * kept).MoveToOuterDisposeScope();
    }
}
