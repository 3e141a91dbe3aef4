namespace TorchSharp;

/// <summary>The same values in row-major order under another shape: a view where the memory allows it.</summary>
internal sealed class Reshape : Node<Reshape>
{
    private SavedShape _input;

    /// <param name="x">The tensor.</param>
    /// <param name="sizes">The new shape; one size may be −1.</param>
    /// <param name="mustView">An error, not a copy, where no view can show that shape (<c>view</c>).</param>
    public static TensorData Apply(TensorData x, ReadOnlySpan<long> sizes, bool mustView = false)
    {
        Dimensions target = new(sizes);
        Span<long> shape = target.Span(sizes.Length);
        Shapes.Infer(shape, x.Count);
        TensorData result;
        Dimensions strides = default;
        if (TryViewStrides(x, shape, strides.Span(shape.Length)))
        {
            result = x.View(shape, strides.Span(shape.Length), x.Offset);
        }
        else if (mustView)
        {
            throw TorchError.Of("view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.");
        }
        else
        {
            using TensorData copy = Copy.Clone(x);
            result = Window(copy, shape);
        }
        if (Graph.Records(x))
        {
            Reshape node = Rent();
            node.SetInputs(x);
            node._input = new SavedShape(x);
            result.SetNode(node);
        }
        return result;
    }

    /// <summary>The values under another shape of the same count, outside the graph; a copy only where no view can show it.</summary>
    public static TensorData Window(TensorData x, ReadOnlySpan<long> shape)
    {
        Dimensions strides = default;
        if (TryViewStrides(x, shape, strides.Span(shape.Length)))
        {
            return x.View(shape, strides.Span(shape.Length), x.Offset);
        }
        using TensorData copy = Copy.Clone(x);
        return Window(copy, shape);
    }

    internal override bool IsView => true;

    protected override void Backward(TensorData gradient) => Input0!.Accumulate(Window(gradient, _input.Sizes));

    /// <summary>Groups the old dimensions into runs without gaps and splits each run into new dimensions.</summary>
    private static bool TryViewStrides(TensorData x, ReadOnlySpan<long> shape, Span<long> strides)
    {
        if (x.IsContiguous || x.Count == 0)
        {
            Shapes.ContiguousStrides(shape, strides);
            return true;
        }
        int target = shape.Length - 1;
        long runCount = 1;
        long runStride = x.Rank > 0 ? x.Stride(x.Rank - 1) : 1;
        for (int i = x.Rank - 1; i >= 0; i--)
        {
            runCount *= x.Size(i);
            bool runEnds = i == 0 || (x.Size(i - 1) != 1 && x.Stride(i - 1) != runCount * runStride);
            if (!runEnds)
            {
                continue;
            }
            long covered = 1;
            while (target >= 0 && (covered < runCount || shape[target] == 1))
            {
                strides[target] = covered * runStride;
                covered *= shape[target--];
            }
            if (covered != runCount)
            {
                return false;
            }
            if (i > 0)
            {
                runCount = 1;
                runStride = x.Stride(i - 1);
            }
        }
        return target < 0;
    }
}
