namespace TorchSharp;

/// <summary>The same values repeated along dimensions of size 1, without a copy.</summary>
internal sealed class Expand : Node<Expand>
{
    private SavedShape _input;

    public static TensorData Apply(TensorData x, ReadOnlySpan<long> sizes)
    {
        Dimensions target = new(sizes);
        Span<long> shape = target.Span(sizes.Length);
        for (int i = 0; i < shape.Length; i++)
        {
            int source = i - (shape.Length - x.Rank);
            if (shape[i] == -1 && source >= 0)
            {
                shape[i] = x.Size(source);
            }
        }
        TensorData result = Window(x, shape);
        if (Graph.Records(x))
        {
            Expand node = Rent();
            node.SetInputs(x);
            node._input = new SavedShape(x);
            result.SetNode(node);
        }
        return result;
    }

    /// <summary>The view alone, outside the graph.</summary>
    public static TensorData Window(TensorData x, ReadOnlySpan<long> shape)
    {
        for (int fromEnd = 1; fromEnd <= x.Rank; fromEnd++)
        {
            if (fromEnd > shape.Length || (x.Shape[^fromEnd] != shape[^fromEnd] && x.Shape[^fromEnd] != 1))
            {
                throw TorchError.Of($"The expanded size of the tensor {Shapes.Describe(shape)} must match the existing size {Shapes.Describe(x.Shape)} at every dimension that is not 1.");
            }
        }
        Dimensions strides = default;
        Shapes.BroadcastStrides(x.Shape, x.Strides, shape, strides.Span(shape.Length));
        return x.View(shape, strides.Span(shape.Length), x.Offset);
    }

    internal override bool IsView => true;

    protected override void Backward(TensorData gradient) => Input0!.Accumulate(Reduce.SumTo(gradient, _input.Sizes));
}
