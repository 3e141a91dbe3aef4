using System.Numerics;
using System.Numerics.Tensors;

namespace TorchSharp;

internal readonly struct SinOperation : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Sin(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient * VectorFunctions.Cos(saved);
}

internal readonly struct CosOperation : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Cos(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => -gradient * VectorFunctions.Sin(saved);
}

internal readonly struct TanhOperation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Tanh(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient * (Vector<T>.One - (saved * saved));
}

internal readonly struct AtanOperation : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Atan(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient / (Vector<T>.One + (saved * saved));
}
