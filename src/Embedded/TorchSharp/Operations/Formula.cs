using System.Numerics;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Runs a formula over spans, a SIMD vector at a time; the rest goes through a vector that is filled up.</summary>
internal static class Formula
{
    public static void Apply<TFormula, T>(TFormula formula, ReadOnlySpan<T> gradient, ReadOnlySpan<T> saved, Span<T> destination)
        where TFormula : struct, IGradientFormula
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> gradients = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        ReadOnlySpan<Vector<T>> values = MemoryMarshal.Cast<T, Vector<T>>(saved[..gradient.Length]);
        Span<Vector<T>> results = MemoryMarshal.Cast<T, Vector<T>>(destination[..gradient.Length]);
        for (int i = 0; i < gradients.Length; i++)
        {
            results[i] = formula.Gradient(gradients[i], values[i]);
        }

        int done = gradients.Length * Vector<T>.Count;
        int rest = gradient.Length - done;
        if (rest > 0)
        {
            Span<T> padded = stackalloc T[2 * Vector<T>.Count];
            Span<T> paddedSaved = padded[Vector<T>.Count..];
            paddedSaved.Fill(T.One); // any value at which no formula is undefined
            gradient[done..].CopyTo(padded);
            saved[done..gradient.Length].CopyTo(paddedSaved);
            formula.Gradient(new Vector<T>(padded), new Vector<T>(paddedSaved)).CopyTo(padded);
            padded[..rest].CopyTo(destination[done..]);
        }
    }
}
