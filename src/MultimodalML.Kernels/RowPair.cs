using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MultimodalML.Kernels;

/// <summary>One row with one row. Compiled at full speed from the first call on; TensorPrimitives' precompiled code takes some 25 times as long until the runtime has seen it often.</summary>
internal static class RowPair
{
    /// <summary>Σᵢ xᵢ yᵢ.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float InnerProduct(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Check(x, y);
        ReadOnlySpan<Vector<float>> xs = MemoryMarshal.Cast<float, Vector<float>>(x), ys = MemoryMarshal.Cast<float, Vector<float>>(y);
        Vector<float> sums = Vector<float>.Zero;
        for (int i = 0; i < xs.Length; i++)
        {
            sums = Vector.MultiplyAddEstimate(xs[i], ys[i], sums);
        }

        float sum = Vector.Sum(sums);
        for (int i = xs.Length * Vector<float>.Count; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /// <summary>Σᵢ (xᵢ − yᵢ)²: its error is relative to the distance itself, unlike that of <see cref="PairwiseSimilarity.SquaredEuclidean"/>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float SquaredDistance(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Check(x, y);
        ReadOnlySpan<Vector<float>> xs = MemoryMarshal.Cast<float, Vector<float>>(x), ys = MemoryMarshal.Cast<float, Vector<float>>(y);
        Vector<float> sums = Vector<float>.Zero;
        for (int i = 0; i < xs.Length; i++)
        {
            Vector<float> difference = xs[i] - ys[i];
            sums = Vector.MultiplyAddEstimate(difference, difference, sums);
        }

        float sum = Vector.Sum(sums);
        for (int i = xs.Length * Vector<float>.Count; i < x.Length; i++)
        {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return sum;
    }

    private static void Check(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"x and y have {x.Length} and {y.Length} values; they must be equal.");
        }
    }
}
