using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Product of all values of a row, for rows along the last dimension.</summary>
internal sealed class Product : Node<Product>
{
    private SavedTensor _rows;

    /// <summary>Product along a dimension.</summary>
    public static TensorData Apply(TensorData x, long dimension, bool keepDimension, ScalarType? type)
    {
        int d = Shapes.Wrap(dimension, x.Rank);
        using TensorData typed = Convert.Apply(x, type ?? (is_floating_point(x.Type) ? x.Type : ScalarType.Int64));
        using TensorData last = Permute.ApplySwap(typed, d, -1);
        using TensorData contiguous = last.IsContiguous ? last.AddReference() : Duplicate.Apply(last);
        using TensorData product = OfRows(contiguous);
        using TensorData back = Permute.ApplySwap(product, d, -1);
        return keepDimension || x.Rank == 0 ? back.AddReference() : Reshape.Apply(back, WithoutDimension(back, d).Span(back.Rank - 1));
    }

    /// <summary>Product of everything.</summary>
    public static TensorData ApplyAll(TensorData x, ScalarType? type)
    {
        using TensorData flat = Reshape.Apply(x, [-1]);
        return Apply(flat, 0, keepDimension: false, type);
    }

    /// <summary>For each value the product of the others, from products before and after it: right where values are 0.</summary>
    protected override void Backward(TensorData gradient)
    {
        TensorData rows = _rows.Value;
        using TensorData g = Copy.Contiguous(gradient);
        TensorData result = rows.EmptyLike();
        if (rows.Type == ScalarType.Float32)
        {
            Others<float>(rows, g, result);
        }
        else
        {
            Others<double>(rows, g, result);
        }
        Input0!.Accumulate(result);
    }

    protected override void ReleaseSaved() => _rows.Release();

    private static TensorData OfRows(TensorData rows)
    {
        TensorData result = Reduce.Fold<ProductFold>(rows, [-1], rows.Type);
        if (Graph.Records(rows))
        {
            Product node = Rent();
            node.SetInputs(rows);
            node._rows.Save(rows);
            result.SetNode(node);
        }
        return result;
    }

    private static void Others<T>(TensorData rows, TensorData gradient, TensorData result) where T : unmanaged, INumber<T>
    {
        int length = rows.Rank == 0 ? 1 : (int)rows.Size(rows.Rank - 1);
        ReadOnlySpan<T> values = rows.Span<T>(), gradients = gradient.Span<T>();
        Span<T> to = result.Span<T>();
        for (int row = 0; row < gradients.Length; row++)
        {
            int start = row * length;
            T before = gradients[row];
            for (int i = 0; i < length; i++)
            {
                to[start + i] = before;
                before *= values[start + i];
            }
            T after = T.One;
            for (int i = length - 1; i >= 0; i--)
            {
                to[start + i] *= after;
                after *= values[start + i];
            }
        }
    }

    private static Dimensions WithoutDimension(TensorData x, int dimension)
    {
        Dimensions shape = default;
        for (int i = 0, rank = 0; i < x.Rank; i++)
        {
            if (i != dimension)
            {
                shape[rank++] = x.Size(i);
            }
        }
        return shape;
    }
}
