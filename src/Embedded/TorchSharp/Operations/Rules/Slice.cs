namespace TorchSharp;

/// <summary>Every step-th value from start along one dimension, without a copy.</summary>
internal sealed class Slice : Node<Slice>
{
    private SavedShape _input;
    private int _dimension;
    private long _start, _step;

    internal override bool IsView => true;

    /// <summary>Positions start … end − 1; outside ones are cut off, negative ones count from the end.</summary>
    public static TensorData Apply(TensorData x, long dimension, long start, long end, long step)
    {
        int d = Shapes.Wrap(dimension, x.Rank);
        if (x.Rank == 0)
        {
            throw TorchError.Of("slice() cannot be applied to a 0-dim tensor.");
        }
        if (step <= 0)
        {
            throw TorchError.Of("slice step must be positive");
        }
        long size = x.Size(d);
        start = Math.Clamp(start < 0 ? start + size : start, 0, size);
        end = Math.Clamp(end < 0 ? end + size : end, start, size);
        return ApplyExact(x, d, start, (end - start + step - 1) / step, step);
    }

    public static TensorData ApplyNarrow(TensorData x, long dimension, long start, long length)
    {
        int d = Shapes.Wrap(dimension, x.Rank);
        long size = x.Rank == 0 ? 0 : x.Size(d);
        start = start < 0 ? start + size : start;
        if (start < 0 || length < 0 || start + length > size)
        {
            throw TorchError.Of($"start ({start}) + length ({length}) exceeds dimension size ({size}).");
        }
        return ApplyExact(x, d, start, length, 1);
    }

    /// <summary>One position, without the dimension.</summary>
    public static TensorData ApplySelect(TensorData x, long dimension, long index)
    {
        int d = Shapes.Wrap(dimension, x.Rank);
        if (x.Rank == 0)
        {
            throw TorchError.Of("select() cannot be applied to a 0-dim tensor.");
        }
        long size = x.Size(d);
        if (index < -size || index >= size)
        {
            throw TorchError.Of($"select(): index {index} out of range for tensor of size {Shapes.Describe(x.Shape)} at dimension {d}");
        }
        using TensorData one = ApplyExact(x, d, index < 0 ? index + size : index, 1, 1);
        return Squeeze.ApplyAlong(one, d);
    }

    protected override void Backward(TensorData gradient)
    {
        TensorData sum = Input0!.GradientBuffer(_input.Sizes, _input.Type);
        using TensorData window = Window(sum, _dimension, _start, gradient.Size(_dimension), _step);
        Elementwise.AddInto(window, gradient);
    }

    private static TensorData ApplyExact(TensorData x, int dimension, long start, long length, long step)
    {
        TensorData result = Window(x, dimension, start, length, step);
        if (Graph.Records(x))
        {
            Slice node = Rent();
            node.SetInputs(x);
            node._input = new SavedShape(x);
            (node._dimension, node._start, node._step) = (dimension, start, step);
            result.SetNode(node);
        }
        return result;
    }

    private static TensorData Window(TensorData x, int dimension, long start, long length, long step)
    {
        Dimensions shape = new(x.Shape), strides = new(x.Strides);
        shape[dimension] = length;
        strides[dimension] *= step;
        return x.View(shape.Span(x.Rank), strides.Span(x.Rank), x.Offset + (start * x.Stride(dimension)));
    }
}
