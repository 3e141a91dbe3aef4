using System.Numerics;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Runs a formula over pairs of spans a vector at a time.</summary>
internal static class PairFormula
{
    internal interface IPart
    {
        static abstract Vector<T> Compute<T>(Vector<T> x, Vector<T> target, Vector<T> alpha)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    internal readonly struct Values<TFormula> : IPart
        where TFormula : struct, IPairFormula
    {
        public static Vector<T> Compute<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => TFormula.Value(x, target, alpha);
    }

    internal readonly struct Gradients<TFormula> : IPart
        where TFormula : struct, IPairFormula
    {
        public static Vector<T> Compute<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => TFormula.Gradient(x, target, alpha);
    }

    internal readonly struct TargetGradients<TFormula> : IPart
        where TFormula : struct, IPairFormula
    {
        public static Vector<T> Compute<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => TFormula.TargetGradient(x, target, alpha);
    }

    public static void Apply<TPart, T>(ReadOnlySpan<T> x, ReadOnlySpan<T> target, T alpha, Span<T> destination)
        where TPart : struct, IPart
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var setting = new Vector<T>(alpha);
        ReadOnlySpan<Vector<T>> xs = MemoryMarshal.Cast<T, Vector<T>>(x), ts = MemoryMarshal.Cast<T, Vector<T>>(target[..x.Length]);
        Span<Vector<T>> results = MemoryMarshal.Cast<T, Vector<T>>(destination[..x.Length]);
        for (int i = 0; i < xs.Length; i++) { results[i] = TPart.Compute(xs[i], ts[i], setting); }

        int done = xs.Length * Vector<T>.Count, rest = x.Length - done;
        if (rest == 0) { return; }
        Span<T> padded = stackalloc T[2 * Vector<T>.Count];
        padded.Fill(T.CreateTruncating(0.5)); // a value at which every formula is defined
        Span<T> paddedTarget = padded[Vector<T>.Count..];
        x[done..].CopyTo(padded);
        target[done..x.Length].CopyTo(paddedTarget);
        TPart.Compute(new Vector<T>(padded), new Vector<T>(paddedTarget), setting).CopyTo(padded);
        padded[..rest].CopyTo(destination[done..]);
    }
}
