namespace TorchSharp;

/// <summary>x / y; whole numbers become real first.</summary>
internal sealed class Divide : Node<Divide>
{
    private SavedTensor _x, _y;
    private SavedShape _xShape, _yShape;

    public static TensorData Apply(TensorData x, TensorData y)
    {
        TensorData result = Quotient(x, y);
        if (Graph.Records(x, y))
        {
            result.SetNode(Node(x, y));
        }
        return result;
    }

    /// <summary>The quotient rounded towards −∞ or 0, in the operands' type; its gradient is 0.</summary>
    public static TensorData ApplyRounded(TensorData x, TensorData y, torch.RoundingMode mode)
    {
        if (mode == torch.RoundingMode.None)
        {
            return Apply(x, y);
        }
        torch.ScalarType type = Elementwise.ResultType(x, y);
        using TensorData a = torch.is_floating_point(type) ? x.AddReference() : Cast.To(x, torch.ScalarType.Float64);
        using TensorData quotient = Elementwise.Binary<DivideOperation>(a, y);
        using TensorData rounded = mode == torch.RoundingMode.floor ? Elementwise.Unary<FloorOperation>(quotient) : Elementwise.Unary<TruncateOperation>(quotient);
        return Cast.To(rounded, type);
    }

    public static void ApplyInPlace(TensorData x, TensorData y, torch.RoundingMode mode)
    {
        Graph.CheckInPlace(x);
        if (mode != torch.RoundingMode.None)
        {
            using TensorData rounded = ApplyRounded(x, y, mode);
            Copy.Into(rounded, x);
            x.Buffer.Touch();
            x.SetNode(null);
            return;
        }
        Divide? node = null;
        if (Graph.Records(x, y))
        {
            using TensorData before = x.Alias();
            node = Node(x, y, before);
        }
        if (!torch.is_floating_point(x.Type))
        {
            node?.Release();
            throw TorchError.Of($"result type Float can't be cast to the desired output type {x.Type}");
        }
        Elementwise.InPlace<DivideOperation>(x, y);
        if (node is not null)
        {
            x.SetNode(node);
        }
    }

    protected override void Backward(TensorData gradient)
    {
        TensorData y = _y.Value;
        using TensorData scaled = Elementwise.Binary<DivideOperation>(gradient, y);
        Input0?.Accumulate(Broadcasting.GradientFor(scaled, _xShape));
        if (Input1 is not null) // −g x / y²
        {
            using TensorData ratio = Elementwise.Binary<DivideOperation>(_x.Value, y);
            using TensorData product = Elementwise.Binary<MultiplyOperation>(scaled, ratio);
            Input1.Accumulate(Broadcasting.GradientFor(_yShape, Elementwise.Binary<MultiplyOperation>(product, -1)));
        }
    }

    protected override void ReleaseSaved()
    {
        _x.Release();
        _y.Release();
    }

    private static TensorData Quotient(TensorData x, TensorData y)
    {
        if (torch.is_floating_point(x.Type) || torch.is_floating_point(y.Type))
        {
            return Elementwise.Binary<DivideOperation>(x, y);
        }
        using TensorData a = Elementwise.ToReal(x);
        using TensorData b = Elementwise.ToReal(y);
        return Elementwise.Binary<DivideOperation>(a, b);
    }

    private static Divide Node(TensorData x, TensorData y, TensorData? savedX = null)
    {
        Divide node = Rent();
        node.SetInputs(x, y);
        (node._xShape, node._yShape) = (new SavedShape(x), new SavedShape(y));
        node._y.Save(y);
        if (y.NeedsGrad)
        {
            node._x.Save(savedX ?? x);
        }
        return node;
    }
}
