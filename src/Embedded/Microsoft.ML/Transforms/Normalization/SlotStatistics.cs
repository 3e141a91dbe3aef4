using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Collects range, mean and variance of each slot of a column.</summary>
internal abstract class SlotStatistics
{
    /// <summary>Takes the current row.</summary>
    public abstract void AddRow();

    /// <summary>What is learned from the rows.</summary>
    public abstract SlotNormalizer Finish();

    public static SlotStatistics Create(DataViewRow row, DataViewSchema.Column column, NormalizerKind kind, bool fixZero)
    {
        DataViewType item = column.Type.ItemOrSelf;
        bool isKnown = column.Type is not VectorDataViewType { IsKnownSize: false };
        return isKnown && item.Equals(NumberDataViewType.Single) ? new Of<float>(row, column, kind, fixZero)
            : isKnown && item.Equals(NumberDataViewType.Double) ? new Of<double>(row, column, kind, fixZero)
            : throw SchemaErrors.Mismatch("input", "input", column.Name, "Single, Double, or a known-size vector of them", column.Type.ToString()!);
    }

    private sealed class Of<T> : SlotStatistics
        where T : struct, IFloatingPointIeee754<T>
    {
        private readonly DataViewType _type;
        private readonly NormalizerKind _kind;
        private readonly bool _fixZero;
        private readonly Action _add;
        private readonly T[] _minimum;
        private readonly T[] _maximum;
        private readonly double[] _mean;
        private readonly double[] _squares; // Σ (x − mean)², kept up to date by Welford's method
        private readonly long[] _seen;
        private readonly long[] _ignored;
        private readonly long[] _counted;
        private long _rows;

        public Of(DataViewRow row, DataViewSchema.Column column, NormalizerKind kind, bool fixZero)
        {
            (_type, _kind, _fixZero) = (column.Type, kind, fixZero);
            int slots = column.Type.ValueCount;
            (_minimum, _maximum) = (new T[slots], new T[slots]);
            _minimum.AsSpan().Fill(T.PositiveInfinity);
            _maximum.AsSpan().Fill(T.NegativeInfinity);
            (_mean, _squares) = (new double[slots], new double[slots]);
            (_seen, _ignored, _counted) = (new long[slots], new long[slots], new long[slots]);
            if (column.Type is VectorDataViewType)
            {
                ValueGetter<VBuffer<T>> getVector = row.GetGetter<VBuffer<T>>(column);
                VBuffer<T> vector = default;
                _add = () =>
                {
                    getVector(ref vector);
                    AddVector(vector);
                };
            }
            else
            {
                ValueGetter<T> getValue = row.GetGetter<T>(column);
                T value = default;
                _add = () =>
                {
                    getValue(ref value);
                    Add(0, value);
                };
            }
        }

        public override void AddRow()
        {
            _add();
            _rows++;
        }

        private void AddVector(in VBuffer<T> vector)
        {
            if (vector.Length != _mean.Length)
            {
                throw new InvalidOperationException($"Normalizer expected {_mean.Length} slots but got {vector.Length}");
            }
            ReadOnlySpan<T> values = vector.GetValues();
            ReadOnlySpan<int> indices = vector.GetIndices();
            for (int i = 0; i < values.Length; i++)
            {
                Add(vector.IsDense ? i : indices[i], values[i]);
            }
        }

        private void Add(int slot, T value)
        {
            _seen[slot]++;
            if (_kind == NormalizerKind.MinMax)
            {
                _minimum[slot] = value < _minimum[slot] ? value : _minimum[slot];
                _maximum[slot] = value > _maximum[slot] ? value : _maximum[slot];
            }
            else if (!T.IsFinite(value))
            {
                _ignored[slot]++;
            }
            else
            {
                AddMoment(slot, double.CreateChecked(value), 1);
            }
        }

        private void AddMoment(int slot, double value, long times)
        {
            _counted[slot] += times;
            double delta = value - _mean[slot];
            _mean[slot] += delta * times / _counted[slot];
            _squares[slot] += delta * (value - _mean[slot]) * times;
        }

        public override SlotNormalizer Finish()
        {
            for (int slot = 0; slot < _mean.Length; slot++)
            {
                long zeros = _rows - _seen[slot]; // what sparse rows left out
                if (zeros > 0 && _kind == NormalizerKind.MinMax)
                {
                    Add(slot, T.Zero);
                }
                else if (zeros > 0)
                {
                    AddMoment(slot, 0, zeros);
                }
            }

            return _kind switch
            {
                NormalizerKind.MinMax => Affine(RangeScale),
                NormalizerKind.MeanVariance => Affine(VarianceScale),
                _ => new CdfNormalizer<T>(_type, [.. _mean.Select(T.CreateChecked)], [.. _squares.Select((sum, i) => sum > 0 ? T.CreateChecked(Math.Sqrt(sum / _counted[i])) : T.Zero)]),
            };
        }

        private AffineNormalizer<T> Affine(Func<int, (T Scale, T Offset)> learn)
        {
            (T Scale, T Offset)[] slots = [.. Enumerable.Range(0, _mean.Length).Select(learn)];
            T[]? offsets = Array.Exists(slots, s => s.Offset != T.Zero) ? [.. slots.Select(s => s.Offset)] : null;
            return new AffineNormalizer<T>(_type, [.. slots.Select(s => s.Scale)], offsets);
        }

        private (T, T) RangeScale(int slot)
        {
            (T low, T high) = (_minimum[slot], _maximum[slot]);
            if (!(high > low))
            {
                return (T.Zero, T.Zero);
            }
            T scale = T.One / (_fixZero ? T.Max(T.Abs(high), T.Abs(low)) : high - low);
            return (scale, _fixZero || scale == T.Zero ? T.Zero : low);
        }

        private (T, T) VarianceScale(int slot)
        {
            if (_squares[slot] <= 0)
            {
                return (T.Zero, T.Zero);
            }
            double variance = _squares[slot] / _counted[slot];
            T scale = T.One / T.CreateChecked(Math.Sqrt(_fixZero ? variance + _mean[slot] * _mean[slot] : variance));
            return (scale, _fixZero || scale == T.Zero ? T.Zero : T.CreateChecked(_mean[slot]));
        }
    }
}
