namespace TorchSharp;

/// <summary>x + α y.</summary>
internal sealed class Add : Node<Add>
{
    private SavedShape _x, _y;
    private double _alpha;

    public static TensorData Apply(TensorData x, TensorData y, double alpha = 1)
    {
        TensorData result;
        if (alpha == 1)
        {
            result = Elementwise.Binary<AddOperation>(x, y);
        }
        else if (alpha == -1)
        {
            result = Elementwise.Binary<SubtractOperation>(x, y);
        }
        else
        {
            using TensorData scaled = Elementwise.Binary<MultiplyOperation>(y, alpha);
            result = Elementwise.Binary<AddOperation>(x, scaled);
        }
        if (Graph.Records(x, y))
        {
            result.SetNode(Node(x, y, alpha));
        }
        return result;
    }

    public static void ApplyInPlace(TensorData x, TensorData y, double alpha = 1)
    {
        Graph.CheckInPlace(x);
        Add? node = Graph.Records(x, y) ? Node(x, y, alpha) : null;
        if (alpha == 1)
        {
            Elementwise.InPlace<AddOperation>(x, y);
        }
        else if (alpha == -1)
        {
            Elementwise.InPlace<SubtractOperation>(x, y);
        }
        else
        {
            using TensorData scaled = Elementwise.Binary<MultiplyOperation>(y, alpha);
            Elementwise.InPlace<AddOperation>(x, scaled);
        }
        if (node is not null)
        {
            x.SetNode(node);
        }
    }

    protected override void Backward(TensorData gradient)
    {
        Input0?.Accumulate(Broadcasting.GradientFor(gradient, _x));
        if (Input1 is not null)
        {
            TensorData sum = Broadcasting.GradientFor(gradient, _y);
            if (_alpha != 1)
            {
                using TensorData unscaled = sum;
                sum = Elementwise.Binary<MultiplyOperation>(unscaled, _alpha);
            }
            Input1.Accumulate(sum);
        }
    }

    private static Add Node(TensorData x, TensorData y, double alpha)
    {
        Add node = Rent();
        node.SetInputs(x, y);
        (node._x, node._y, node._alpha) = (new SavedShape(x), new SavedShape(y), alpha);
        return node;
    }
}
