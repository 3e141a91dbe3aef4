using System.Numerics;
using System.Runtime.InteropServices;

namespace MultimodalML.Kernels;

/// <summary>Squared Euclidean distance from the differences: its error is relative to the distance itself, unlike that of <see cref="PairwiseSimilarity.SquaredEuclidean"/>.</summary>
internal static class SquaredDistance
{
    /// <summary>Σᵢ (xᵢ − yᵢ)².</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Compute(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"x and y have {x.Length} and {y.Length} values; they must be equal.");
        }

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
}
