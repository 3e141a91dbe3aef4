namespace TorchSharp;

/// <summary>x y.</summary>
internal sealed class Multiply : Node<Multiply>
{
    private SavedTensor _x, _y;
    private SavedShape _xShape, _yShape;

    public static TensorData Apply(TensorData x, TensorData y)
    {
        TensorData result = Elementwise.Binary<MultiplyOperation>(x, y);
        if (Graph.Records(x, y))
        {
            result.SetNode(Node(x, y));
        }
        return result;
    }

    public static void ApplyInPlace(TensorData x, TensorData y)
    {
        Graph.CheckInPlace(x);
        Multiply? node = null;
        if (Graph.Records(x, y))
        {
            using TensorData before = x.Alias();
            node = Node(x, y, before);
        }
        Elementwise.InPlace<MultiplyOperation>(x, y);
        if (node is not null)
        {
            x.SetNode(node);
        }
    }

    protected override void Backward(TensorData gradient)
    {
        Input0?.Accumulate(Broadcasting.GradientFor(_xShape, Elementwise.Binary<MultiplyOperation>(gradient, _y.Value)));
        Input1?.Accumulate(Broadcasting.GradientFor(_yShape, Elementwise.Binary<MultiplyOperation>(gradient, _x.Value)));
    }

    protected override void ReleaseSaved()
    {
        _x.Release();
        _y.Release();
    }

    private static Multiply Node(TensorData x, TensorData y, TensorData? savedX = null)
    {
        Multiply node = Rent();
        node.SetInputs(x, y);
        (node._xShape, node._yShape) = (new SavedShape(x), new SavedShape(y));
        if (y.NeedsGrad)
        {
            node._x.Save(savedX ?? x);
        }
        if (x.NeedsGrad)
        {
            node._y.Save(y);
        }
        return node;
    }
}
