namespace TorchSharp;

/// <summary>The larger (smaller) of x and y; where they are equal, each gets half the gradient.</summary>
internal sealed class Extreme : Node<Extreme>
{
    private SavedTensor _x, _y;
    private SavedShape _xShape, _yShape;
    private bool _isMaximum;

    public static TensorData Apply(TensorData x, TensorData y, bool isMaximum)
    {
        TensorData result = isMaximum ? Elementwise.Binary<MaximumOperation>(x, y) : Elementwise.Binary<MinimumOperation>(x, y);
        if (Graph.Records(x, y))
        {
            Extreme node = Rent();
            node.SetInputs(x, y);
            node._x.Save(x);
            node._y.Save(y);
            (node._xShape, node._yShape, node._isMaximum) = (new SavedShape(x), new SavedShape(y), isMaximum);
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        (TensorData high, TensorData low) = _isMaximum ? (_x.Value, _y.Value) : (_y.Value, _x.Value);
        using TensorData xWins = Comparisons.Compare<GreaterComparison>(high, low);
        using TensorData yWins = Comparisons.Compare<GreaterComparison>(low, high);
        using TensorData xShare = Share(xWins, yWins, gradient);
        Input0?.Accumulate(Broadcasting.GradientFor(xShare, _xShape));
        if (Input1 is not null)
        {
            Input1.Accumulate(Broadcasting.GradientFor(_yShape, Elementwise.Binary<SubtractOperation>(gradient, xShare)));
        }
    }

    protected override void ReleaseSaved()
    {
        _x.Release();
        _y.Release();
    }

    private static TensorData Share(TensorData wins, TensorData loses, TensorData gradient)
    {
        using TensorData half = Elementwise.Binary<MultiplyOperation>(gradient, 0.5);
        using TensorData zero = TensorData.Zeros([], gradient.Type);
        using TensorData lost = Where.Select(loses, zero, half);
        return Where.Select(wins, gradient, lost);
    }
}
