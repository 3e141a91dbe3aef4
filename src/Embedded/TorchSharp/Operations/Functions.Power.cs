using System.Numerics;
using System.Numerics.Tensors;

namespace TorchSharp;

internal readonly struct SquareOperation : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Multiply(x, x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient * (saved + saved);
}

internal readonly struct SqrtOperation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Sqrt(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient / (saved + saved);
}

internal readonly struct ReciprocalSqrtOperation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.ReciprocalSqrt(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient * saved * saved * saved * Vector.Create(T.CreateTruncating(-0.5));
}

internal readonly struct ReciprocalOperation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Reciprocal(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => -gradient * saved * saved;
}

internal readonly struct NegateOperation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Negate(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => -gradient;
}

internal readonly struct AbsOperation : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Abs(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.GreaterThan(saved, Vector<T>.Zero), gradient, Vector.ConditionalSelect(Vector.LessThan(saved, Vector<T>.Zero), -gradient, Vector<T>.Zero));
}

/// <summary>x to a fixed power.</summary>
internal readonly struct PowOperation(double exponent) : IUnaryOperation
{
    private const int LargestProduct = 32; // whole powers up to here are products, as exact for negative x as for positive

    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorPrimitives.Pow(x, T.CreateTruncating(exponent), destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (exponent == 0)
        {
            return Vector<T>.Zero;
        }
        Vector<T> factor = Vector.Create(T.CreateTruncating(exponent));
        double less = exponent - 1;
        if (less != Math.Truncate(less) || Math.Abs(less) > LargestProduct)
        {
            return gradient * factor * VectorFunctions.Exp(VectorFunctions.Log(saved) * Vector.Create(T.CreateTruncating(less)));
        }
        Vector<T> power = Vector<T>.One;
        for (int i = 0; i < Math.Abs(less); i++)
        {
            power *= saved;
        }
        return less < 0 ? gradient * factor / power : gradient * factor * power;
    }
}
