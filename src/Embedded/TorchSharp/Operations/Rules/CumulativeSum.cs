using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Running sums along a dimension.</summary>
internal sealed class CumulativeSum : Node<CumulativeSum>
{
    private int _dimension;

    public static TensorData Apply(TensorData x, long dimension, ScalarType? type)
    {
        int d = Shapes.Wrap(dimension, x.Rank);
        using TensorData typed = Convert.Apply(x, type ?? (is_floating_point(x.Type) ? x.Type : ScalarType.Int64));
        TensorData result = Values(typed, d, fromEnd: false);
        if (Graph.Records(typed))
        {
            CumulativeSum node = Rent();
            node.SetInputs(typed);
            node._dimension = d;
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient) => Input0!.Accumulate(Values(gradient, _dimension, fromEnd: true));

    private static TensorData Values(TensorData x, int dimension, bool fromEnd)
    {
        using TensorData rows = LastDimension.Rows(x, dimension);
        TensorData sums = rows.EmptyLike();
        switch (x.Type)
        {
            case ScalarType.Float32: Add<float>(rows, sums, fromEnd); break;
            case ScalarType.Float64: Add<double>(rows, sums, fromEnd); break;
            case ScalarType.Int64: Add<long>(rows, sums, fromEnd); break;
            case ScalarType.Int32: Add<int>(rows, sums, fromEnd); break;
            default: throw Elementwise.Unsupported(x.Type);
        }
        return LastDimension.Back(sums, dimension, x.Rank);
    }

    private static void Add<T>(TensorData rows, TensorData sums, bool fromEnd) where T : unmanaged, INumber<T>
    {
        int length = (int)rows.Size(rows.Rank - 1);
        ReadOnlySpan<T> from = rows.Span<T>();
        Span<T> to = sums.Span<T>();
        for (int start = 0; start < from.Length; start += length)
        {
            T sum = T.Zero;
            for (int i = 0; i < length; i++)
            {
                int place = start + (fromEnd ? length - 1 - i : i);
                sum += from[place];
                to[place] = sum;
            }
        }
    }
}
