namespace TorchSharp;

/// <summary>Dimensions of size 1 taken out or put in, without a copy.</summary>
internal static class Squeeze
{
    public static TensorData ApplyAll(TensorData x)
    {
        Dimensions shape = default;
        int rank = 0;
        foreach (long size in x.Shape)
        {
            if (size != 1)
            {
                shape[rank++] = size;
            }
        }
        return Reshape.Apply(x, shape.Span(rank));
    }

    /// <summary>The tensor unchanged where the dimension is larger.</summary>
    public static TensorData ApplyAlong(TensorData x, long dimension)
    {
        int d = Shapes.Wrap(dimension, x.Rank);
        Dimensions shape = default;
        int rank = 0;
        for (int i = 0; i < x.Rank; i++)
        {
            if (i != d || x.Size(i) != 1)
            {
                shape[rank++] = x.Size(i);
            }
        }
        return Reshape.Apply(x, shape.Span(rank));
    }

    public static TensorData ApplyInsert(TensorData x, long dimension)
    {
        int d = Shapes.Wrap(dimension, x.Rank + 1);
        Dimensions shape = default;
        for (int i = 0; i <= x.Rank; i++)
        {
            shape[i] = i < d ? x.Size(i) : i == d ? 1 : x.Size(i - 1);
        }
        return Reshape.Apply(x, shape.Span(x.Rank + 1));
    }
}
