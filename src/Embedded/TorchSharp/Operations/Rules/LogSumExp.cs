using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>ln Σ exp(x) along a dimension, shifted by the largest value so that nothing overflows.</summary>
internal sealed class LogSumExp : Node<LogSumExp>
{
    private SavedTensor _x, _kept;

    public static TensorData Apply(TensorData x, long dimension, bool keepDimension)
    {
        ReadOnlySpan<long> dimensions = [Shapes.Wrap(dimension, x.Rank)];
        using TensorData real = Elementwise.ToReal(x);
        using TensorData largest = Reduce.Fold<MaximumFold>(real, dimensions, real.Type);
        using TensorData zero = TensorData.Zeros([], real.Type);
        using TensorData isFinite = Comparisons.Compare<IsFiniteComparison>(largest, largest);
        using TensorData shift = Where.Select(isFinite, largest, zero);
        using TensorData shifted = Elementwise.Binary<SubtractOperation>(real, shift);
        Elementwise.UnaryInPlace<ExpOperation>(shifted);
        using TensorData sum = Reduce.Sum(shifted, dimensions, real.Type);
        Elementwise.UnaryInPlace<LogOperation>(sum);
        TensorData kept = Elementwise.Binary<AddOperation>(sum, shift);
        LogSumExp? node = null;
        if (Graph.Records(x))
        {
            node = Rent();
            node.SetInputs(x);
            node._x.Save(x);
            node._kept.SaveResult(kept);
        }
        TensorData result = keepDimension ? kept : Reduce.DropDimensions(kept, dimensions);
        result.SetNode(node);
        return result;
    }

    /// <summary>g exp(x − result): the softmax.</summary>
    protected override void Backward(TensorData gradient)
    {
        TensorData kept = _kept.Value;
        using TensorData window = Reshape.Window(gradient, kept.Shape);
        using TensorData shares = Elementwise.Binary<SubtractOperation>(_x.Value, kept);
        Elementwise.UnaryInPlace<ExpOperation>(shares);
        Input0!.Accumulate(Elementwise.Binary<MultiplyOperation>(shares, window));
    }

    protected override void ReleaseSaved()
    {
        _x.Release();
        _kept.Release();
    }
}
