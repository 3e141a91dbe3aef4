using System.Numerics.Tensors;

namespace Microsoft.ML.Numerics;

/// <summary>Lloyd's iteration from k-means++ or random starts, on squared Euclidean distances.</summary>
/// <remarks>Sources: Lloyd 1982; Arthur and Vassilvitskii, "k-means++", SODA 2007.</remarks>
internal sealed class KMeansClusterer
{
    private const int BlockRows = 256;
    private readonly FeatureMatrix _features;
    private readonly float[]? _weights;
    private readonly int _count;
    private readonly int _width;
    private readonly int _threads;
    private readonly float[] _rowNorms;
    private readonly int[] _assigned;
    private readonly float[] _distances;

    public KMeansClusterer(FeatureMatrix features, float[]? weights, int clusterCount, int threads)
    {
        (_features, _weights, _count, _threads) = (features, weights, clusterCount, threads);
        _width = MatrixKernel.PaddedWidth(clusterCount);
        _rowNorms = [.. Enumerable.Range(0, features.RowCount).Select(features.SquaredNorm)];
        _assigned = new int[features.RowCount];
        _distances = new float[features.RowCount];
        Centroids = [.. Enumerable.Range(0, clusterCount).Select(_ => new float[features.ColumnCount])];
    }

    /// <summary>[clusters][features].</summary>
    public float[][] Centroids { get; }

    /// <summary>Starts from distinct rows, every choice as likely.</summary>
    public void StartAtRandomRows(Random random)
    {
        int[] rows = [.. Enumerable.Range(0, _features.RowCount)];
        if (rows.Length < _count)
        {
            throw TooFewRows(rows.Length);
        }
        for (int i = 0; i < _count; i++)
        {
            int chosen = random.Next(i, rows.Length);
            (rows[i], rows[chosen]) = (rows[chosen], rows[i]);
            _features.AddRowTo(rows[i], 1, Centroids[i]);
        }
    }

    /// <summary>Starts from rows drawn in proportion to the squared distance to the nearest start so far.</summary>
    public void StartSpreadOut(Random random)
    {
        var nearest = new double[_features.RowCount];
        nearest.AsSpan().Fill(1);
        for (int i = 0; i < _count; i++)
        {
            if (!Array.Exists(nearest, distance => distance > 0))
            {
                throw TooFewRows(i);
            }
            int row = Draw(nearest, random);
            float[] centroid = Centroids[i];
            _features.AddRowTo(row, 1, centroid);
            float norm = TensorPrimitives.SumOfSquares<float>(centroid);
            for (int j = 0; j < nearest.Length; j++)
            {
                double distance = Math.Max(0, norm + _rowNorms[j] - 2 * _features.Dot(j, centroid));
                nearest[j] = i == 0 ? distance : Math.Min(nearest[j], distance);
            }
            nearest[row] = 0;
        }
    }

    private InvalidOperationException TooFewRows(int found) =>
        new($"Not enough distinct instances to populate {_count} clusters (only found {found} distinct instances)");

    private int Draw(double[] shares, Random random)
    {
        double total = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            total += shares[i] * (_weights?[i] ?? 1);
        }
        double left = random.NextDouble() * total;
        for (int i = 0; i < shares.Length; i++)
        {
            left -= shares[i] * (_weights?[i] ?? 1);
            if (left < 0)
            {
                return i;
            }
        }
        return Array.FindLastIndex(shares, share => share > 0);
    }

    /// <summary>Assigns and averages until the mean squared distance changes by less than the tolerance. Gives the iterations done.</summary>
    public int Run(int maximumIterations, double tolerance)
    {
        double previous = double.PositiveInfinity;
        for (int iteration = 1; iteration <= maximumIterations; iteration++)
        {
            AssignRows();
            AverageClusters();
            double mean = _distances.Average(distance => (double)distance);
            if (Math.Abs(previous - mean) < tolerance)
            {
                return iteration;
            }
            previous = mean;
        }
        return maximumIterations;
    }

    private void AssignRows()
    {
        var transposed = new float[_features.ColumnCount * _width];
        var norms = new float[_count];
        for (int cluster = 0; cluster < _count; cluster++)
        {
            for (int i = 0; i < Centroids[cluster].Length; i++)
            {
                transposed[i * _width + cluster] = -2 * Centroids[cluster][i];
            }
            norms[cluster] = TensorPrimitives.SumOfSquares<float>(Centroids[cluster]);
        }
        int blocks = (_features.RowCount + BlockRows - 1) / BlockRows;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = _threads }, block =>
        {
            int first = block * BlockRows;
            int count = Math.Min(BlockRows, _features.RowCount - first);
            var scores = new float[count * _width];
            for (int i = 0; i < count; i++)
            {
                norms.CopyTo(scores, i * _width);
            }
            _features.AddScores(first, count, transposed, _width, scores);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> row = scores.AsSpan(i * _width, _count);
                int nearest = TensorPrimitives.IndexOfMin(row);
                _assigned[first + i] = nearest;
                _distances[first + i] = Math.Max(0, row[nearest] + _rowNorms[first + i]);
            }
        });
    }

    private void AverageClusters()
    {
        var sums = Centroids.Select(centroid => new float[centroid.Length]).ToArray();
        var totals = new double[_count];
        for (int row = 0; row < _assigned.Length; row++)
        {
            float weight = _weights?[row] ?? 1;
            _features.AddRowTo(row, weight, sums[_assigned[row]]);
            totals[_assigned[row]] += weight;
        }
        for (int cluster = 0; cluster < _count; cluster++)
        {
            if (totals[cluster] > 0) // an empty cluster keeps its centre
            {
                TensorPrimitives.Multiply<float>(sums[cluster], (float)(1 / totals[cluster]), Centroids[cluster]);
            }
        }
    }
}
