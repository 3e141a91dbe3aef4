namespace TorchSharp;

/// <summary>Brings a dimension to the end, so that an operation along it sees rows without gaps; and back.</summary>
internal static class LastDimension
{
    /// <summary>A contiguous tensor with the dimension last; owned by the caller.</summary>
    public static TensorData Rows(TensorData x, int dimension)
    {
        if (x.Rank == 0)
        {
            return Reshape.Window(x, [1]);
        }
        if (dimension == x.Rank - 1)
        {
            return Copy.Contiguous(x);
        }
        using TensorData moved = Moved(x, dimension, x.Rank - 1);
        return Copy.Contiguous(moved);
    }

    /// <summary>A result of the rows' shape as a view with the dimension in its old place. Takes over the caller's reference.</summary>
    public static TensorData Back(TensorData rows, int dimension, int rank)
    {
        using TensorData own = rows;
        return rank == 0 ? Reshape.Window(own, []) : Moved(own, rank - 1, dimension);
    }

    /// <summary>A result of one value a row, in the shape of x without the dimension, or with size 1 there. Takes over the caller's reference.</summary>
    public static TensorData Folded(TensorData values, TensorData x, int dimension, bool keepDimension)
    {
        using TensorData own = values;
        Dimensions shape = default;
        int rank = 0;
        for (int i = 0; i < x.Rank; i++)
        {
            if (i != dimension)
            {
                shape[rank++] = x.Size(i);
            }
            else if (keepDimension)
            {
                shape[rank++] = 1;
            }
        }
        return Reshape.Window(own, shape.Span(rank));
    }

    private static TensorData Moved(TensorData x, int from, int to)
    {
        Dimensions shape = default, strides = default;
        for (int i = 0, source = 0; i < x.Rank; i++)
        {
            int taken = i == to ? from : source == from ? ++source : source;
            (shape[i], strides[i]) = (x.Size(taken), x.Stride(taken));
            if (i != to)
            {
                source++;
            }
        }
        return x.View(shape.Span(x.Rank), strides.Span(x.Rank), x.Offset);
    }
}
