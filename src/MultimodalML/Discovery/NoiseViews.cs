using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Discovery;

/// <summary>Adds normal noise to every value.</summary>
public sealed class NoiseViews : IViewAugmentation
{
    private readonly double _deviation;

    /// <param name="deviation">Deviation of the noise, 0 or more; the values' own within a class is about 1.</param>
    public NoiseViews(double deviation = 0.3)
    {
        Throw.IfNotInRange(deviation, 0, double.MaxValue, nameof(deviation));
        _deviation = deviation;
    }

    /// <inheritdoc/>
    public Tensor View(Tensor rows, Random random)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(random);
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)random.Next());
        Tensor noise = randn(rows.shape, generator: generator).to(rows.device);
        return (rows + _deviation * noise).MoveToOuterDisposeScope();
    }
}
