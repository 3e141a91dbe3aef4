using System.Numerics;
using System.Numerics.Tensors;

namespace TorchSharp;

internal readonly struct ExpOperation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Exp(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient * saved;
}

internal readonly struct Exp2Operation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Exp2(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient * saved * Vector.Create(T.CreateTruncating(0.69314718055994530942));
}

internal readonly struct ExpM1Operation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.ExpM1(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient * (saved + Vector<T>.One);
}

internal readonly struct LogOperation : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Log(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient / saved;
}

internal readonly struct Log2Operation : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Log2(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient / (saved * Vector.Create(T.CreateTruncating(0.69314718055994530942)));
}

internal readonly struct Log10Operation : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Log10(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient / (saved * Vector.Create(T.CreateTruncating(2.30258509299404568402)));
}

internal readonly struct LogP1Operation : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.LogP1(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient / (saved + Vector<T>.One);
}
