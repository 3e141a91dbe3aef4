namespace TorchSharp;

/// <summary>Dimensions in another order, without a copy.</summary>
internal sealed class Permute : Node<Permute>
{
    private Dimensions _order;
    private int _rank;

    public static TensorData Apply(TensorData x, ReadOnlySpan<long> order)
    {
        if (order.Length != x.Rank)
        {
            throw TorchError.Of($"permute: number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = {x.Rank} is not equal to len(dims) = {order.Length}");
        }
        Dimensions wrapped = default;
        int seen = 0;
        for (int i = 0; i < order.Length; i++)
        {
            wrapped[i] = Shapes.Wrap(order[i], x.Rank);
            seen |= 1 << (int)wrapped[i];
        }
        if (seen != (1 << x.Rank) - 1)
        {
            throw TorchError.Of($"permute(): duplicate dims are not allowed: {Shapes.Describe(order)}");
        }
        TensorData result = Window(x, wrapped.Span(order.Length));
        if (Graph.Records(x))
        {
            Permute node = Rent();
            node.SetInputs(x);
            (node._order, node._rank) = (wrapped, x.Rank);
            result.SetNode(node);
        }
        return result;
    }

    public static TensorData ApplySwap(TensorData x, long dimension0, long dimension1)
    {
        Dimensions order = default;
        for (int i = 0; i < x.Rank; i++)
        {
            order[i] = i;
        }
        (int a, int b) = (Shapes.Wrap(dimension0, x.Rank), Shapes.Wrap(dimension1, x.Rank));
        (order[a], order[b]) = (order[b], order[a]);
        return Apply(x, order.Span(x.Rank));
    }

    internal override bool IsView => true;

    protected override void Backward(TensorData gradient)
    {
        Dimensions inverse = default;
        for (int i = 0; i < _rank; i++)
        {
            inverse[(int)_order[i]] = i;
        }
        Input0!.Accumulate(Window(gradient, inverse.Span(_rank)));
    }

    private static TensorData Window(TensorData x, ReadOnlySpan<long> order)
    {
        Dimensions shape = default, strides = default;
        for (int i = 0; i < order.Length; i++)
        {
            (shape[i], strides[i]) = (x.Size((int)order[i]), x.Stride((int)order[i]));
        }
        return x.View(shape.Span(order.Length), strides.Span(order.Length), x.Offset);
    }
}
