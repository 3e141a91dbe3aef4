using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Mean squared deviation from the mean along dimensions (none given: all); divided by n − 1 where unbiased.</summary>
internal sealed class Variance : Node<Variance>
{
    private SavedTensor _deviation;
    private double _divisor;
    private Dimensions _keptShape;

    public static TensorData Apply(TensorData x, ReadOnlySpan<long> dimensions, bool unbiased, bool keepDimensions, ScalarType? type = null)
    {
        if (!is_floating_point(type ?? x.Type))
        {
            throw TorchError.Of("std and var only support floating point and complex dtypes");
        }
        using TensorData typed = Convert.Apply(x, type ?? x.Type);
        using TensorData mean = Reduce.Sum(typed, dimensions, typed.Type);
        double count = (double)typed.Count / mean.Count;
        double divisor = Math.Max(count - (unbiased ? 1 : 0), 0);
        using TensorData scaled = Elementwise.Binary<DivideOperation>(mean, count);
        using TensorData deviation = Elementwise.Binary<SubtractOperation>(typed, scaled);
        using TensorData squares = Elementwise.Unary<SquareOperation>(deviation);
        using TensorData sum = Reduce.Sum(squares, dimensions, typed.Type);
        TensorData variance = Elementwise.Binary<DivideOperation>(sum, divisor);
        Variance? node = null;
        if (Graph.Records(typed))
        {
            node = Rent();
            node.SetInputs(typed);
            node._deviation.Save(deviation);
            node._divisor = divisor;
            variance.Shape.CopyTo(node._keptShape.Span(variance.Rank));
        }
        TensorData result = keepDimensions ? variance : Reduce.DropDimensions(variance, dimensions);
        result.SetNode(node);
        return result;
    }

    /// <summary>g 2 (x − mean) / divisor.</summary>
    protected override void Backward(TensorData gradient)
    {
        TensorData deviation = _deviation.Value;
        using TensorData kept = Reshape.Window(gradient, _keptShape.Span(deviation.Rank));
        using TensorData scaled = Elementwise.Binary<MultiplyOperation>(kept, 2 / _divisor);
        Input0!.Accumulate(Elementwise.Binary<MultiplyOperation>(deviation, scaled));
    }

    protected override void ReleaseSaved() => _deviation.Release();
}
