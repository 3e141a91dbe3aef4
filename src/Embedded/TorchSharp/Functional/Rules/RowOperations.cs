using System.Numerics;
using System.Numerics.Tensors;

namespace TorchSharp;

/// <summary>eˣ / Σ eˣ.</summary>
internal readonly struct SoftmaxOperation : IRowOperation
{
    public static bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.IsEmpty) { return; }
        TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), y);
        TensorPrimitives.Exp<T>(y, y);
        TensorPrimitives.Multiply(y, T.One / TensorPrimitives.Sum<T>(y), y);
    }

    // dx = y (dy − y·dy)
    public void Gradient<T>(ReadOnlySpan<T> gradient, ReadOnlySpan<T> saved, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(gradient, TensorPrimitives.Dot(gradient, saved), destination);
        TensorPrimitives.Multiply(destination, saved, destination);
    }
}

/// <summary>x − ln Σ eˣ.</summary>
internal readonly struct LogSoftmaxOperation : IRowOperation
{
    public static bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.IsEmpty) { return; }
        T largest = TensorPrimitives.Max(x);
        TensorPrimitives.Subtract(x, largest, y);
        TensorPrimitives.Exp<T>(y, y);
        T logSum = largest + T.Log(TensorPrimitives.Sum<T>(y));
        TensorPrimitives.Subtract(x, logSum, y);
    }

    // dx = dy − eʸ Σ dy
    public void Gradient<T>(ReadOnlySpan<T> gradient, ReadOnlySpan<T> saved, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Exp(saved, destination);
        TensorPrimitives.Multiply(destination, -TensorPrimitives.Sum(gradient), destination);
        TensorPrimitives.Add(destination, gradient, destination);
    }
}

/// <summary>x / max(|x|, ε).</summary>
internal readonly struct NormalizeOperation(double epsilon) : IRowOperation
{
    public static bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorPrimitives.Multiply(x, T.One / T.Max(TensorPrimitives.Norm(x), T.CreateTruncating(epsilon)), y);

    // dx = (dy − y (y·dy)) / |x|; below ε a plain division by ε
    public void Gradient<T>(ReadOnlySpan<T> gradient, ReadOnlySpan<T> saved, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T norm = TensorPrimitives.Norm(saved);
        var least = T.CreateTruncating(epsilon);
        T inverse = T.One / T.Max(norm, least);
        if (norm < least)
        {
            TensorPrimitives.Multiply(gradient, inverse, destination);
            return;
        }
        T along = -TensorPrimitives.Dot(gradient, saved) * inverse * inverse;
        TensorPrimitives.MultiplyAdd(saved, along, gradient, destination);
        TensorPrimitives.Multiply(destination, inverse, destination);
    }
}
