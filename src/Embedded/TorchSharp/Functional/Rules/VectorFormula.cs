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

    /// <summary>Φ(x): for float within 1e-7 by formula 7.1.26 of Abramowitz and Stegun, for double element by element to the last digits.</summary>
    public static Vector<T> NormalDistribution<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float)) { return NormalDistribution(x.As<T, float>()).As<float, T>(); }
        Vector<T> result = x;
        for (int i = 0; i < Vector<T>.Count; i++) { result = result.WithElement(i, T.CreateTruncating(ErrorFunction.NormalDistribution(double.CreateTruncating(x[i])))); }
        return result;
    }

    // The tail is (a₁ t + … + a₅ t⁵) e^−x²/2 / 2 with t = 1 / (1 + 0.3275911 |x| / √2).
    private static Vector<float> NormalDistribution(Vector<float> x)
    {
        Vector<float> t = Vector<float>.One / (Vector<float>.One + (Vector.Abs(x) * (0.3275911f * 0.70710678f)));
        Vector<float> polynomial = (t * 1.061405429f) - new Vector<float>(1.453152027f);
        polynomial = (polynomial * t) + new Vector<float>(1.421413741f);
        polynomial = (polynomial * t) - new Vector<float>(0.284496736f);
        polynomial = ((polynomial * t) + new Vector<float>(0.254829592f)) * t;
        Vector<float> tail = polynomial * VectorFunctions.Exp(x * x * -0.5f) * 0.5f;
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), tail, Vector<float>.One - tail);
    }
}
