using System.Numerics;
using System.Numerics.Tensors;

namespace TorchSharp;

internal readonly struct FloorOperation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Floor(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct CeilingOperation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Ceiling(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct RoundOperation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Round(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct TruncateOperation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Truncate(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => Vector<T>.Zero;
}
