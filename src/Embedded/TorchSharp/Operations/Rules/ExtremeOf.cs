using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The largest (smallest) values along dimensions (none given: all); equal ones share the gradient.</summary>
internal sealed class ExtremeOf : Node<ExtremeOf>
{
    private SavedTensor _x, _kept;

    public static TensorData Apply(TensorData x, ReadOnlySpan<long> dimensions, bool keepDimensions, bool isMaximum)
    {
        if (x.Count == 0)
        {
            throw TorchError.Of($"{(isMaximum ? "max" : "min")}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.");
        }
        TensorData kept = isMaximum ? Reduce.Fold<MaximumFold>(x, dimensions, x.Type) : Reduce.Fold<MinimumFold>(x, dimensions, x.Type);
        ExtremeOf? node = null;
        if (Graph.Records(x))
        {
            node = Rent();
            node.SetInputs(x);
            node._x.Save(x);
            node._kept.SaveResult(kept);
        }
        TensorData result = keepDimensions ? kept : Reduce.DropDimensions(kept, dimensions);
        result.SetNode(node);
        return result;
    }

    /// <summary>The value along one dimension and where it stands: the first of equal ones, which gets the whole gradient.</summary>
    public static (TensorData Values, TensorData Indexes) ApplyAlong(TensorData x, long dimension, bool keepDimension, bool isMaximum)
    {
        int d = Shapes.Wrap(dimension, x.Rank);
        TensorData kept = ArgAlong(x, d, keepDimension: true, isMaximum);
        TensorData values = Gather.Values(x, d, kept);
        Gather.Record(x, d, kept, values);
        if (keepDimension || x.Rank == 0)
        {
            return (values, kept);
        }
        using TensorData keptValues = values, keptIndexes = kept;
        Dimensions shape = default;
        int rank = 0;
        for (int i = 0; i < x.Rank; i++)
        {
            if (i != d)
            {
                shape[rank++] = x.Size(i);
            }
        }
        return (Reshape.Apply(keptValues, shape.Span(rank)), Reshape.Window(keptIndexes, shape.Span(rank)));
    }

    public static TensorData ArgAlong(TensorData x, long dimension, bool keepDimension, bool isMaximum)
    {
        int d = Shapes.Wrap(dimension, x.Rank);
        using TensorData rows = LastDimension.Rows(x, d);
        return LastDimension.Folded(RowSearch.ArgExtreme(rows, isMaximum), x, d, keepDimension);
    }

    protected override void Backward(TensorData gradient)
    {
        TensorData x = _x.Value, kept = _kept.Value;
        using TensorData window = Reshape.Window(gradient, kept.Shape);
        using TensorData isExtreme = Comparisons.Compare<EqualComparison>(x, kept);
        using TensorData ones = Cast.To(isExtreme, x.Type);
        using TensorData counts = Reduce.SumTo(ones, kept.Shape);
        using TensorData share = Elementwise.Binary<DivideOperation>(window, counts);
        Input0!.Accumulate(Elementwise.Binary<MultiplyOperation>(ones, share));
    }

    protected override void ReleaseSaved()
    {
        _x.Release();
        _kept.Release();
    }
}
