using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Functions of SIMD vectors that formulas are made of, and formulas run over spans.</summary>
internal static class VectorFormula
{
    internal interface IFormula
    {
        static abstract Vector<T> Compute<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    public static void Apply<TFormula, T>(ReadOnlySpan<T> x, Span<T> destination)
        where TFormula : struct, IFormula
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> xs = MemoryMarshal.Cast<T, Vector<T>>(x);
        Span<Vector<T>> results = MemoryMarshal.Cast<T, Vector<T>>(destination[..x.Length]);
        for (int i = 0; i < xs.Length; i++) { results[i] = TFormula.Compute(xs[i]); }

        int done = xs.Length * Vector<T>.Count, rest = x.Length - done;
        if (rest == 0) { return; }
        Span<T> padded = stackalloc T[Vector<T>.Count];
        padded.Clear();
        x[done..].CopyTo(padded);
        TFormula.Compute(new Vector<T>(padded)).CopyTo(padded);
        padded[..rest].CopyTo(destination[done..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sigmoid<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Vector<T>.One / (Vector<T>.One + VectorFunctions.Exp(-x));

    /// <summary>ln(1 + x) for 0 ≤ x ≤ 1 without loss where x is small: u = 1 + x, then ln(u) x / (u − 1).</summary>
    public static Vector<T> LogOnePlus<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> u = Vector<T>.One + x, step = u - Vector<T>.One;
        return Vector.ConditionalSelect(Vector.Equals(step, Vector<T>.Zero), x, VectorFunctions.Log(u) * x / step);
    }

    /// <summary>−1, 0 or 1.</summary>
    public static Vector<T> Sign<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(
            Vector.GreaterThan(x, Vector<T>.Zero), Vector<T>.One, Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), -Vector<T>.One, Vector<T>.Zero));

    /// <summary>Φ(x), element by element in double: no vector form of erf is at hand.</summary>
    public static Vector<T> NormalDistribution<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> result = x;
        for (int i = 0; i < Vector<T>.Count; i++) { result = result.WithElement(i, T.CreateTruncating(ErrorFunction.NormalDistribution(double.CreateTruncating(x[i])))); }
        return result;
    }
}
