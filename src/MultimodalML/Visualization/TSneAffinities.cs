using MultimodalML.Kernels;

namespace MultimodalML.Visualization;

/// <summary>The similarities pᵢⱼ of <see cref="TSne"/>: symmetric, sparse, summing to 1.</summary>
internal sealed class TSneAffinities
{
    private const int BlockRows = 64; // rows whose distances to all others are at hand at a time

    private TSneAffinities(int[] starts, int[] neighbours, double[] values) => (Starts, Neighbours, Values) = (starts, neighbours, values);

    /// <summary>Entries of point i are Starts[i] to Starts[i + 1].</summary>
    public int[] Starts { get; }

    /// <summary>j of each entry, ascending within a point.</summary>
    public int[] Neighbours { get; }

    /// <summary>pᵢⱼ of each entry.</summary>
    public double[] Values { get; }

    public static TSneAffinities FromVectors(float[] vectors, int length, double perplexity)
    {
        int count = vectors.Length / length;
        double usable = Math.Max(1, Math.Min(perplexity, (count - 1) / 3.0));
        int neighbourCount = Math.Min(count - 1, (int)Math.Ceiling(3 * usable));
        int[] neighbours = new int[count * neighbourCount];
        double[] conditional = new double[count * neighbourCount];
        float[] distances = new float[BlockRows * count];
        int[] nearest = new int[neighbourCount + 1];
        for (int first = 0; first < count; first += BlockRows)
        {
            int rows = Math.Min(BlockRows, count - first);
            PairwiseSimilarity.SquaredEuclidean(rows, count, length, vectors.AsSpan(first * length, rows * length), vectors, distances);
            for (int i = first; i < first + rows; i++)
            {
                ReadOnlySpan<float> row = distances.AsSpan((i - first) * count, count);
                TopK.Smallest(row, nearest);
                Span<int> chosen = neighbours.AsSpan(i * neighbourCount, neighbourCount);
                Span<double> weights = conditional.AsSpan(i * neighbourCount, neighbourCount);
                int taken = 0;
                foreach (int j in nearest)
                {
                    if (j != i && taken < neighbourCount) // a point among many equal ones may itself not be among the nearest
                    {
                        (chosen[taken], weights[taken]) = (j, row[j]);
                        taken++;
                    }
                }
                FitWidth(weights, usable);
            }
        }
        return Symmetrise(count, neighbourCount, neighbours, conditional);
    }

    /// <summary>Turns squared distances into Gaussian weights that sum to 1 and whose entropy is ln(perplexity), as near as it can be.</summary>
    internal static void FitWidth(Span<double> distances, double perplexity)
    {
        double nearest = double.PositiveInfinity, mean = 0;
        foreach (double distance in distances)
        {
            nearest = Math.Min(nearest, distance);
            mean += distance / distances.Length;
        }

        double[] offsets = new double[distances.Length];
        for (int j = 0; j < offsets.Length; j++)
        {
            offsets[j] = distances[j] - nearest; // the nearest gets weight 1 before scaling: no underflow to a sum of zero
        }

        double target = Math.Log(perplexity);
        double precision = mean > nearest ? 1 / (mean - nearest) : 1, low = 0, high = double.PositiveInfinity;
        for (int step = 0; step < 64; step++)
        {
            double sum = 0, weighted = 0;
            for (int j = 0; j < offsets.Length; j++)
            {
                double weight = Math.Exp(-precision * offsets[j]);
                distances[j] = weight;
                sum += weight;
                weighted += weight * offsets[j];
            }
            double excess = Math.Log(sum) + (precision * weighted / sum) - target;
            foreach (ref double weight in distances)
            {
                weight /= sum;
            }
            if (Math.Abs(excess) < 1e-7)
            {
                return;
            }

            if (excess > 0)
            {
                low = precision;
                precision = double.IsPositiveInfinity(high) ? precision * 2 : (low + high) / 2;
            }
            else
            {
                high = precision;
                precision = (low + high) / 2;
            }
        }
    }

    /// <summary>pᵢⱼ = (p(j|i) + p(i|j)) / 2n.</summary>
    private static TSneAffinities Symmetrise(int count, int neighbourCount, int[] neighbours, double[] conditional)
    {
        var rows = new SortedList<int, double>[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = new SortedList<int, double>(2 * neighbourCount);
        }
        for (int entry = 0; entry < neighbours.Length; entry++)
        {
            (int i, int j, double half) = (entry / neighbourCount, neighbours[entry], conditional[entry] / (2.0 * count));
            rows[i][j] = rows[i].GetValueOrDefault(j) + half;
            rows[j][i] = rows[j].GetValueOrDefault(i) + half;
        }

        int[] starts = new int[count + 1];
        for (int i = 0; i < count; i++)
        {
            starts[i + 1] = starts[i] + rows[i].Count;
        }
        return new TSneAffinities(starts, [.. rows.SelectMany(row => row.Keys)], [.. rows.SelectMany(row => row.Values)]);
    }
}
