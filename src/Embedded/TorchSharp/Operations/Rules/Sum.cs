using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Sum or mean along dimensions (none given: all).</summary>
internal sealed class Sum : Node<Sum>
{
    private SavedShape _input;
    private Dimensions _keptShape;
    private double _scale;

    public static TensorData Apply(TensorData x, ReadOnlySpan<long> dimensions, bool keepDimensions, ScalarType? type = null)
    {
        ScalarType resultType = type ?? (is_floating_point(x.Type) ? x.Type : ScalarType.Int64);
        return Apply(x, dimensions, keepDimensions, resultType, isMean: false);
    }

    public static TensorData ApplyMean(TensorData x, ReadOnlySpan<long> dimensions, bool keepDimensions, ScalarType? type = null)
    {
        ScalarType resultType = type ?? x.Type;
        if (!is_floating_point(resultType))
        {
            throw TorchError.Of($"mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: {resultType}");
        }
        return Apply(x, dimensions, keepDimensions, resultType, isMean: true);
    }

    /// <summary>The gradient repeated along the summed dimensions.</summary>
    protected override void Backward(TensorData gradient)
    {
        using TensorData kept = Reshape.Window(gradient, _keptShape.Span(_input.Sizes.Length));
        using TensorData typed = Cast.To(kept, _input.Type);
        if (_scale == 1)
        {
            Input0!.Accumulate(Expand.Window(typed, _input.Sizes));
            return;
        }
        using TensorData scaled = Elementwise.Binary<MultiplyOperation>(typed, _scale);
        Input0!.Accumulate(Expand.Window(scaled, _input.Sizes));
    }

    private static TensorData Apply(TensorData x, ReadOnlySpan<long> dimensions, bool keepDimensions, ScalarType type, bool isMean)
    {
        TensorData sum = Reduce.Sum(x, dimensions, type);
        double scale = isMean ? (double)sum.Count / x.Count : 1;
        if (isMean)
        {
            ScaleInPlace(sum, scale);
        }
        TensorData result;
        Sum? node = null;
        if (Graph.Records(x))
        {
            node = Rent();
            node.SetInputs(x);
            node._input = new SavedShape(x);
            sum.Shape.CopyTo(node._keptShape.Span(sum.Rank));
            node._scale = scale;
        }
        result = keepDimensions ? sum : Reduce.DropDimensions(sum, dimensions);
        result.SetNode(node);
        return result;
    }

    private static void ScaleInPlace(TensorData data, double scale)
    {
        using TensorData factor = Fill.Full([], data.Type, scale);
        Elementwise.InPlace<MultiplyOperation>(data, factor);
    }
}
