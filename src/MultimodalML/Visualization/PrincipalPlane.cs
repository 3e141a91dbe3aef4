using MultimodalML.Kernels;

namespace MultimodalML.Visualization;

/// <summary>The plane in which vectors spread most.</summary>
internal static class PrincipalPlane
{
    private const int Iterations = 40; // a layout's start needs the plane roughly, not its last digits

    /// <summary>The rows less their mean, scaled so that the largest magnitude is 1: squares can neither overflow nor lose digits to an offset.</summary>
    public static float[] Centre(ReadOnlySpan<float> vectors, int length)
    {
        int count = vectors.Length / length;
        double[] means = new double[length];
        for (int i = 0; i < vectors.Length; i++)
        {
            means[i % length] += (double)vectors[i] / count;
        }

        double largest = 0;
        for (int i = 0; i < vectors.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(vectors[i] - means[i % length]));
        }

        float[] centred = new float[vectors.Length];
        for (int i = 0; i < vectors.Length && largest > 0; i++)
        {
            centred[i] = (float)((vectors[i] - means[i % length]) / largest);
        }
        return centred;
    }

    /// <summary>Both coordinates of every row in the plane, the wider first; zeros where the data has no such direction. Subspace iteration.</summary>
    public static double[][] Project(float[] centred, int length, PortableRandom random)
    {
        int count = centred.Length / length;
        float[] directions = [.. Enumerable.Range(0, 2 * length).Select(_ => (float)random.NextNormal())]; // [2, length]
        float[] projections = new float[2 * count]; // [2, count]
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            Orthonormalise(directions, length);
            MatrixProduct.Multiply(2, count, length, directions, length, false, centred, length, true, projections, count);
            if (iteration < Iterations - 1)
            {
                MatrixProduct.Multiply(2, length, count, projections, count, false, centred, length, false, directions, length);
            }
        }
        return [.. projections.Chunk(count).Select(axis => axis.Select(v => (double)v).ToArray()).OrderByDescending(axis => axis.Sum(v => v * v))];
    }

    private static void Orthonormalise(Span<float> directions, int length)
    {
        Span<float> first = directions[..length], second = directions[length..];
        Normalise(first, 1);
        double before = Dot(second, second);
        for (int repeat = 0; repeat < 2; repeat++) // once more for what rounding left
        {
            double overlap = Dot(first, second);
            for (int p = 0; p < length; p++)
            {
                second[p] -= (float)(overlap * first[p]);
            }
        }
        Normalise(second, before);
    }

    /// <summary>Scales to length 1; to zero where only rounding is left of <paramref name="before"/>.</summary>
    private static void Normalise(Span<float> direction, double before)
    {
        double square = Dot(direction, direction);
        double scale = square > 1e-12 * before ? 1 / Math.Sqrt(square) : 0;
        foreach (ref float value in direction)
        {
            value = (float)(value * scale);
        }
    }

    private static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double sum = 0;
        for (int p = 0; p < x.Length; p++)
        {
            sum += (double)x[p] * y[p];
        }
        return sum;
    }
}
