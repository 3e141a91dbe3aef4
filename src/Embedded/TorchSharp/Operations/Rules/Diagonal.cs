namespace TorchSharp;

/// <summary>A diagonal of two dimensions as a new last dimension, without a copy.</summary>
internal sealed class Diagonal : Node<Diagonal>
{
    private SavedShape _input;
    private long _offset;
    private int _dimension1, _dimension2;

    internal override bool IsView => true;

    public static TensorData Apply(TensorData x, long offset, long dimension1, long dimension2)
    {
        (int d1, int d2) = (Shapes.Wrap(dimension1, x.Rank), Shapes.Wrap(dimension2, x.Rank));
        if (d1 == d2)
        {
            throw TorchError.Of($"diagonal dimensions cannot be identical {dimension1}, {dimension2}");
        }
        TensorData result = Window(x, offset, d1, d2);
        if (Graph.Records(x))
        {
            Diagonal node = Rent();
            node.SetInputs(x);
            node._input = new SavedShape(x);
            (node._offset, node._dimension1, node._dimension2) = (offset, d1, d2);
            result.SetNode(node);
        }
        return result;
    }

    /// <summary>The view alone, outside the graph.</summary>
    public static TensorData Window(TensorData x, long offset, int dimension1, int dimension2)
    {
        long length = Math.Max(0, offset >= 0
            ? Math.Min(x.Size(dimension1), x.Size(dimension2) - offset)
            : Math.Min(x.Size(dimension1) + offset, x.Size(dimension2)));
        long skip = length == 0 ? 0 : offset >= 0 ? offset * x.Stride(dimension2) : -offset * x.Stride(dimension1);
        Dimensions shape = default, strides = default;
        int rank = 0;
        for (int i = 0; i < x.Rank; i++)
        {
            if (i != dimension1 && i != dimension2)
            {
                (shape[rank], strides[rank]) = (x.Size(i), x.Stride(i));
                rank++;
            }
        }
        (shape[rank], strides[rank]) = (length, x.Stride(dimension1) + x.Stride(dimension2));
        return x.View(shape.Span(rank + 1), strides.Span(rank + 1), x.Offset + skip);
    }

    protected override void Backward(TensorData gradient)
    {
        TensorData sum = Input0!.GradientBuffer(_input.Sizes, _input.Type);
        using TensorData window = Window(sum, _offset, _dimension1, _dimension2);
        Elementwise.AddInto(window, gradient);
    }
}
