using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>Sum, range and frequencies of the values that are there.</summary>
internal sealed class SlotValues<T>(MissingValueReplacingEstimator.ReplacementMode mode)
    where T : struct, IFloatingPointIeee754<T>
{
    private readonly OrderedDictionary<T, long> _frequencies = [];
    private double _mean;
    private long _count;
    private T _minimum = T.PositiveInfinity;
    private T _maximum = T.NegativeInfinity;

    public void Add(T value)
    {
        if (T.IsNaN(value))
        {
            return;
        }
        _count++;
        _mean += (double.CreateChecked(value) - _mean) / _count;
        _minimum = T.Min(_minimum, value);
        _maximum = T.Max(_maximum, value);
        if (mode == MissingValueReplacingEstimator.ReplacementMode.Mode)
        {
            _frequencies[value] = _frequencies.GetValueOrDefault(value) + 1;
        }
    }

    /// <summary>0 when there was no value.</summary>
    public T Result(MissingValueReplacingEstimator.ReplacementMode wanted) => _count == 0 ? T.Zero : wanted switch
    {
        MissingValueReplacingEstimator.ReplacementMode.Mean => T.CreateChecked(_mean),
        MissingValueReplacingEstimator.ReplacementMode.Minimum => _minimum,
        MissingValueReplacingEstimator.ReplacementMode.Maximum => _maximum,
        MissingValueReplacingEstimator.ReplacementMode.Mode => _frequencies.MaxBy(pair => pair.Value).Key,
        _ => T.Zero,
    };
}
