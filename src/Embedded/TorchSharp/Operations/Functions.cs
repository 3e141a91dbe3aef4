using System.Numerics;
using System.Numerics.Tensors;

namespace TorchSharp;

internal readonly struct ExpOperation : IUnaryOperation<ExpOperation>
{
    public static bool SavesResult => true;

    public static void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Exp(x, destination);

    public static Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient * saved;
}

internal readonly struct NegateOperation : IUnaryOperation<NegateOperation>
{
    public static bool SavesResult => true;

    public static void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Negate(x, destination);

    public static Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => -gradient;
}
