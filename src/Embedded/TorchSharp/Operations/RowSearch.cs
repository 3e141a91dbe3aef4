using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Finds values in rows: the largest, the order. NaN counts as larger than everything.</summary>
internal static class RowSearch
{
    /// <summary>Position of the largest (smallest) value of every row, Int64, without the last dimension.</summary>
    public static TensorData ArgExtreme(TensorData rows, bool largest)
    {
        if (rows.Size(rows.Rank - 1) == 0)
        {
            throw TorchError.Of("Expected reduction dim to be specified for input.numel() == 0, or to have a non-zero size.");
        }
        TensorData result = TensorData.Empty(rows.Shape[..^1], ScalarType.Int64);
        switch (rows.Type)
        {
            case ScalarType.Float32: ArgExtreme<float>(rows, largest, result.Span<long>()); break;
            case ScalarType.Float64: ArgExtreme<double>(rows, largest, result.Span<long>()); break;
            case ScalarType.Int64: ArgExtreme<long>(rows, largest, result.Span<long>()); break;
            case ScalarType.Int32: ArgExtreme<int>(rows, largest, result.Span<long>()); break;
            case ScalarType.Int16: ArgExtreme<short>(rows, largest, result.Span<long>()); break;
            case ScalarType.Int8: ArgExtreme<sbyte>(rows, largest, result.Span<long>()); break;
            case ScalarType.Byte or ScalarType.Bool: ArgExtreme<byte>(rows, largest, result.Span<long>()); break;
            default: throw Elementwise.Unsupported(rows.Type);
        }
        return result;
    }

    /// <summary>The first <paramref name="count"/> positions of every row in sorted order; equal values keep their order.</summary>
    public static TensorData ArgSort(TensorData rows, bool descending, int count)
    {
        Dimensions shape = new(rows.Shape);
        shape[rows.Rank - 1] = count;
        TensorData result = TensorData.Empty(shape.Span(rows.Rank), ScalarType.Int64);
        switch (rows.Type)
        {
            case ScalarType.Float32: ArgSort<float>(rows, descending, count, result.Span<long>()); break;
            case ScalarType.Float64: ArgSort<double>(rows, descending, count, result.Span<long>()); break;
            case ScalarType.Int64: ArgSort<long>(rows, descending, count, result.Span<long>()); break;
            case ScalarType.Int32: ArgSort<int>(rows, descending, count, result.Span<long>()); break;
            case ScalarType.Int16: ArgSort<short>(rows, descending, count, result.Span<long>()); break;
            case ScalarType.Int8: ArgSort<sbyte>(rows, descending, count, result.Span<long>()); break;
            case ScalarType.Byte or ScalarType.Bool: ArgSort<byte>(rows, descending, count, result.Span<long>()); break;
            default: throw Elementwise.Unsupported(rows.Type);
        }
        return result;
    }

    private static void ArgExtreme<T>(TensorData rows, bool largest, Span<long> result) where T : unmanaged, INumber<T>
    {
        int length = (int)rows.Size(rows.Rank - 1);
        ReadOnlySpan<T> values = rows.Span<T>();
        for (int row = 0; row < result.Length; row++)
        {
            ReadOnlySpan<T> x = values.Slice(row * length, length);
            int best = 0;
            for (int i = 1; i < length && !T.IsNaN(x[best]); i++)
            {
                if (T.IsNaN(x[i]) || (largest ? x[i] > x[best] : x[i] < x[best]))
                {
                    best = i;
                }
            }
            result[row] = best;
        }
    }

    private static void ArgSort<T>(TensorData rows, bool descending, int count, Span<long> result) where T : unmanaged, INumber<T>
    {
        int length = (int)rows.Size(rows.Rank - 1);
        if (length == 0 || count == 0)
        {
            return;
        }
        ReadOnlySpan<T> values = rows.Span<T>();
        var keys = new (T Value, int Position)[length];
        IComparer<(T Value, int Position)> order = descending ? RowOrder<T>.Descending : RowOrder<T>.Ascending;
        for (int row = 0; row < values.Length / length; row++)
        {
            for (int i = 0; i < length; i++)
            {
                keys[i] = (values[(row * length) + i], i);
            }
            Array.Sort(keys, order);
            for (int i = 0; i < count; i++)
            {
                result[(row * count) + i] = keys[i].Position;
            }
        }
    }

    private sealed class RowOrder<T>(int sign) : IComparer<(T Value, int Position)>
        where T : unmanaged, INumber<T>
    {
        public static readonly RowOrder<T> Ascending = new(1);
        public static readonly RowOrder<T> Descending = new(-1);

        public int Compare((T Value, int Position) x, (T Value, int Position) y)
        {
            int order = (T.IsNaN(x.Value), T.IsNaN(y.Value)) switch
            {
                (false, false) => x.Value.CompareTo(y.Value),
                (true, false) => 1,
                (false, true) => -1,
                _ => 0,
            };
            return order != 0 ? sign * order : x.Position.CompareTo(y.Position);
        }
    }
}
