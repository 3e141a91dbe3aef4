using System.Numerics.Tensors;
using MultimodalML.Kernels;

namespace MultimodalML.Prototypes;

/// <summary>Lloyd's k-means from k-means++ seeds, or from centres given.</summary>
/// <remarks>Sources: Lloyd, "Least squares quantization in PCM", 1982; Arthur and Vassilvitskii, "k-means++", SODA 2007.</remarks>
internal static class KMeans
{
    private const int MaximumIterations = 50;
    private const int RowsAtOnce = 4096;

    /// <summary>The centres of some rows, at most <paramref name="count"/>: rows that are alike share one.</summary>
    /// <param name="rows">[n, length], row-major, n at least 1.</param>
    /// <param name="length">Values of a row.</param>
    /// <param name="count">Centres to find.</param>
    /// <param name="random">Draws the seeds.</param>
    public static float[] FindCentres(ReadOnlySpan<float> rows, int length, int count, PortableRandom random)
    {
        float[] centres = Seed(rows, length, count, random);
        Refine(rows, length, centres);
        return centres;
    }

    /// <summary>Moves centres until no row changes to another.</summary>
    /// <param name="rows">[n, length], row-major.</param>
    /// <param name="length">Values of a row.</param>
    /// <param name="centres">[k, length], row-major; overwritten. A centre that loses its last row stays where it was.</param>
    /// <param name="given">The centre of each row that keeps it, −1 for the others; empty when all are free.</param>
    /// <returns>The centre of each row.</returns>
    public static int[] Refine(ReadOnlySpan<float> rows, int length, Span<float> centres, ReadOnlySpan<int> given = default)
    {
        int found = centres.Length / length;
        int[] nearest = new int[rows.Length / length];
        Array.Fill(nearest, -1);
        float[] sums = new float[centres.Length];
        int[] sizes = new int[found];
        for (int iteration = 0; iteration < MaximumIterations && Assign(rows, length, centres, given, nearest) > 0; iteration++)
        {
            Array.Clear(sums);
            Array.Clear(sizes);
            for (int row = 0; row < nearest.Length; row++)
            {
                Span<float> sum = sums.AsSpan(nearest[row] * length, length);
                TensorPrimitives.Add(sum, rows.Slice(row * length, length), sum);
                sizes[nearest[row]]++;
            }

            for (int c = 0; c < found; c++)
            {
                if (sizes[c] > 0)
                {
                    TensorPrimitives.Divide(sums.AsSpan(c * length, length), sizes[c], centres.Slice(c * length, length));
                }
            }
        }

        return nearest;
    }

    // The nearest centre c has the largest x·c − ½‖c‖².
    private static int Assign(ReadOnlySpan<float> rows, int length, ReadOnlySpan<float> centres, ReadOnlySpan<int> given, Span<int> nearest)
    {
        int count = centres.Length / length;
        var packed = new PackedMatrix(length, count, centres, transpose: true);
        float[] bias = new float[count];
        RowOperations.SumsOfSquares(count, length, centres, bias);
        TensorPrimitives.Multiply(bias, -0.5f, bias);
        float[] scores = new float[Math.Min(RowsAtOnce, nearest.Length) * count];
        int changes = 0;
        for (int first = 0; first < nearest.Length; first += RowsAtOnce)
        {
            int rowCount = Math.Min(RowsAtOnce, nearest.Length - first);
            packed.Multiply(rowCount, rows.Slice(first * length, rowCount * length), length, scores, count, bias: bias);
            for (int i = 0; i < rowCount; i++)
            {
                int row = first + i;
                int best = !given.IsEmpty && given[row] >= 0 ? given[row] : TensorPrimitives.IndexOfMax<float>(scores.AsSpan(i * count, count));
                changes += nearest[row] == best ? 0 : 1;
                nearest[row] = best;
            }
        }

        return changes;
    }

    // Each next seed is drawn with a chance that grows with its squared distance from the seeds so far.
    private static float[] Seed(ReadOnlySpan<float> rows, int length, int count, PortableRandom random)
    {
        int rowCount = rows.Length / length;
        var seeds = new List<float>();
        double[] distances = new double[rowCount];
        Array.Fill(distances, double.PositiveInfinity);
        int chosen = random.Next(rowCount);
        while (true)
        {
            ReadOnlySpan<float> seed = rows.Slice(chosen * length, length);
            seeds.AddRange(seed);
            double sum = 0;
            for (int row = 0; row < rowCount; row++)
            {
                distances[row] = Math.Min(distances[row], SquaredDistance(rows.Slice(row * length, length), seed));
                sum += distances[row];
            }

            if (seeds.Count == count * length || sum == 0)
            {
                return [.. seeds];
            }

            chosen = Draw(distances, random.NextDouble() * sum);
        }
    }

    private static int Draw(ReadOnlySpan<double> weights, double target)
    {
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                last = i;
                target -= weights[i];
                if (target < 0)
                {
                    break;
                }
            }
        }

        return last;
    }

    private static float SquaredDistance(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        float distance = TensorPrimitives.Distance(x, y);
        return distance * distance;
    }
}
