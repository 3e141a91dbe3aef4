namespace TorchSharp;

/// <summary>Tensors one after another along a dimension.</summary>
internal sealed class Concatenate : Node<Concatenate>
{
    private int _dimension;
    private long[] _lengths = [];

    public static TensorData Apply(ReadOnlySpan<TensorData> inputs, long dimension)
    {
        if (inputs.IsEmpty)
        {
            throw TorchError.Of("torch.cat(): expected a non-empty list of Tensors");
        }
        TensorData first = inputs[0];
        int d = Shapes.Wrap(dimension, first.Rank);
        torch.ScalarType type = first.Type;
        Dimensions shape = new(first.Shape);
        long total = 0;
        foreach (TensorData input in inputs)
        {
            RequireFits(first, input, d);
            type = torch.promote_types(type, input.Type);
            total += input.Size(d);
        }
        shape[d] = total;
        TensorData result = TensorData.Empty(shape.Span(first.Rank), type);
        long start = 0;
        foreach (TensorData input in inputs)
        {
            using TensorData window = Window(result, d, start, input.Size(d));
            Copy.Into(input, window);
            start += input.Size(d);
        }
        if (Graph.Records(inputs))
        {
            Concatenate node = Rent();
            node.SetInputs(inputs);
            node._dimension = d;
            if (node._lengths.Length < inputs.Length)
            {
                node._lengths = new long[inputs.Length];
            }
            for (int i = 0; i < inputs.Length; i++)
            {
                node._lengths[i] = inputs[i].Size(d);
            }
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        long start = 0;
        for (int i = FirstListed; i < InputCount; i++)
        {
            long length = _lengths[i - FirstListed];
            Input(i)?.Accumulate(Window(gradient, _dimension, start, length));
            start += length;
        }
    }

    private static void RequireFits(TensorData first, TensorData input, int dimension)
    {
        bool fits = input.Rank == first.Rank && first.Rank > 0;
        for (int i = 0; fits && i < first.Rank; i++)
        {
            fits = i == dimension || input.Size(i) == first.Size(i);
        }
        if (!fits)
        {
            throw TorchError.Of($"Sizes of tensors must match except in dimension {dimension}. Expected {Shapes.Describe(first.Shape)} but got {Shapes.Describe(input.Shape)}.");
        }
    }

    private static TensorData Window(TensorData x, int dimension, long start, long length)
    {
        Dimensions shape = new(x.Shape);
        shape[dimension] = length;
        return x.View(shape.Span(x.Rank), x.Strides, x.Offset + (start * x.Stride(dimension)));
    }
}
