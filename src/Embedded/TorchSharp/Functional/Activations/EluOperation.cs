using System.Numerics;

namespace TorchSharp;

/// <summary>scale · x where positive, otherwise scale · α (eˣ − 1).</summary>
internal readonly struct EluOperation(double alpha, double scale) : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T below, T above) = (T.CreateTruncating(alpha * scale), T.CreateTruncating(scale));
        for (int i = 0; i < x.Length; i++) { destination[i] = x[i] > T.Zero ? x[i] * above : T.ExpM1(x[i]) * below; }
    }

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> =>
        gradient * Vector.ConditionalSelect(
            Vector.GreaterThan(saved, Vector<T>.Zero), new Vector<T>(T.CreateTruncating(scale)), VectorFunctions.Exp(saved) * T.CreateTruncating(alpha * scale));
}
