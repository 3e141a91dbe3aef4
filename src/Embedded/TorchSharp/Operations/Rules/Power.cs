using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>x to the power y, both tensors.</summary>
internal sealed class Power : Node<Power>
{
    private SavedTensor _x, _y, _result;
    private SavedShape _xShape, _yShape;

    public static TensorData Apply(TensorData x, TensorData y)
    {
        TensorData result = Value(x, y);
        if (Graph.Records(x, y))
        {
            Power node = Rent();
            node.SetInputs(x, y);
            node._x.Save(x);
            node._y.Save(y);
            node._result.SaveResult(result);
            (node._xShape, node._yShape) = (new SavedShape(x), new SavedShape(y));
            result.SetNode(node);
        }
        return result;
    }

    /// <summary>A fixed power.</summary>
    public static TensorData Apply(TensorData x, Scalar exponent)
    {
        if (is_floating_point(x.Type) || exponent.IsFloating)
        {
            return exponent.AsDouble switch
            {
                2 => Function<SquareOperation>.Apply(x),
                0.5 => Function<SqrtOperation>.Apply(x),
                -1 => Function<ReciprocalOperation>.Apply(x),
                _ => Function<PowOperation>.Apply(x, new PowOperation(exponent.AsDouble)),
            };
        }
        if (exponent.AsLong < 0)
        {
            throw TorchError.Of("Integers to negative integer powers are not allowed.");
        }
        TensorData result = Fill.Ones(x.Shape, x.Type);
        for (long i = 0; i < exponent.AsLong; i++)
        {
            Elementwise.InPlace<MultiplyOperation>(result, x);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        TensorData x = _x.Value, y = _y.Value;
        if (Input0 is not null) // g y x^(y − 1)
        {
            using TensorData less = Elementwise.Binary<AddOperation>(y, -1);
            using TensorData power = Value(x, less);
            using TensorData factor = Elementwise.Binary<MultiplyOperation>(y, power);
            Input0.Accumulate(Broadcasting.GradientFor(_xShape, Elementwise.Binary<MultiplyOperation>(gradient, factor)));
        }
        if (Input1 is not null) // g x^y ln x; 0 where x is 0
        {
            using TensorData logarithm = Elementwise.Unary<LogOperation>(x);
            using TensorData product = Elementwise.Binary<MultiplyOperation>(_result.Value, logarithm);
            using TensorData zero = TensorData.Zeros([], x.Type);
            using TensorData isZero = Comparisons.Compare<EqualComparison>(x, zero);
            using TensorData factor = Where.Select(isZero, zero, product);
            Input1.Accumulate(Broadcasting.GradientFor(_yShape, Elementwise.Binary<MultiplyOperation>(gradient, factor)));
        }
    }

    protected override void ReleaseSaved()
    {
        _x.Release();
        _y.Release();
        _result.Release();
    }

    private static TensorData Value(TensorData x, TensorData y)
    {
        ScalarType type = Elementwise.ResultType(x, y);
        using TensorData realX = Cast.To(x, ScalarType.Float64);
        using TensorData realY = Cast.To(y, ScalarType.Float64);
        using TensorData power = Elementwise.Binary<PowerOperation>(realX, realY);
        return Cast.To(power, type);
    }
}

/// <summary>x^y, computed in double.</summary>
internal readonly struct PowerOperation : IBinaryOperation
{
    public static void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination) where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = Pow(x[i], y[i]);
        }
    }

    public static void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> destination) where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = Pow(x[i], y);
        }
    }

    public static void Invoke<T>(T x, ReadOnlySpan<T> y, Span<T> destination) where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < y.Length; i++)
        {
            destination[i] = Pow(x, y[i]);
        }
    }

    private static T Pow<T>(T x, T y) where T : unmanaged, INumber<T> => T.CreateTruncating(Math.Pow(double.CreateTruncating(x), double.CreateTruncating(y)));
}
