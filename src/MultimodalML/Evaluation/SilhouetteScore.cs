using System.Numerics.Tensors;
using MultimodalML.Kernels;

namespace MultimodalML.Evaluation;

/// <summary>The silhouette by blocks of distances; see <see cref="ClusteringMeasures.Silhouette"/>.</summary>
internal static class SilhouetteScore
{
    private const int BlockRows = 128, BlockColumns = 1024;
    private const float Close = 1e-3f; // below this share of |a|² + |b|² a squared distance by products has lost digits and is taken from the differences

    public static double Compute(ReadOnlySpan<float> vectors, int length, ReadOnlySpan<int> clusters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (vectors.Length != (long)clusters.Length * length)
        {
            throw new ArgumentException($"{vectors.Length} values and {clusters.Length} clusters; each cluster needs {length} values.", nameof(vectors));
        }

        if (!vectors.IsEmpty && !TensorPrimitives.IsFiniteAll(vectors))
        {
            throw new ArgumentException("A vector holds NaN or an infinite value; a silhouette needs finite ones. Leave such items out.", nameof(vectors));
        }

        int[] order = new int[clusters.Length], keys = new int[clusters.Length];
        for (int i = 0; i < order.Length; i++)
        {
            (order[i], keys[i]) = (i, Math.Max(clusters[i], -1));
        }

        Array.Sort(keys, order);
        int[] starts = [.. Enumerable.Range(0, keys.Length).Where(i => i == 0 || keys[i] != keys[i - 1]), keys.Length];
        if (starts.Length < 3)
        {
            return double.NaN;
        }

        float[] rows = Gather(vectors, length, order);
        double sum = 0;
        var block = new Block(rows, length, starts);
        for (int first = 0; first < order.Length; first += BlockRows)
        {
            sum += block.Sum(first, Math.Min(BlockRows, order.Length - first));
        }

        return sum / order.Length;
    }

    /// <summary>The rows in an order, moved to have mean 0: distances by products are the more exact the shorter the rows.</summary>
    private static float[] Gather(ReadOnlySpan<float> vectors, int length, int[] order)
    {
        var rows = new float[vectors.Length];
        var mean = new double[length];
        for (int i = 0; i < order.Length; i++)
        {
            ReadOnlySpan<float> row = vectors.Slice(order[i] * length, length);
            row.CopyTo(rows.AsSpan(i * length));
            for (int d = 0; d < length; d++)
            {
                mean[d] += (double)row[d] / order.Length;
            }
        }

        float[] centre = Array.ConvertAll(mean, value => (float)value);
        for (int i = 0; i < order.Length; i++)
        {
            Span<float> row = rows.AsSpan(i * length, length);
            TensorPrimitives.Subtract(row, centre, row);
        }

        return rows;
    }

    /// <summary>Some rows against all; buffers are kept from block to block.</summary>
    private sealed class Block
    {
        private readonly float[] _rows;
        private readonly int _length;
        private readonly int[] _starts; // of the clusters, and the end
        private readonly float[] _squares;
        private readonly float[] _distances = new float[BlockRows * BlockColumns];
        private readonly double[] _toClusters; // sums of distances, [rows of the block, clusters]

        public Block(float[] rows, int length, int[] starts)
        {
            (_rows, _length, _starts) = (rows, length, starts);
            _squares = new float[starts[^1]];
            RowOperations.SumsOfSquares(_squares.Length, length, rows, _squares);
            _toClusters = new double[checked(BlockRows * (starts.Length - 1))];
        }

        /// <summary>The sum of the silhouettes of <paramref name="count"/> rows.</summary>
        public double Sum(int first, int count)
        {
            int clusters = _starts.Length - 1;
            Array.Clear(_toClusters);
            for (int from = 0, cluster = 0; from < _squares.Length; from += BlockColumns)
            {
                int width = Math.Min(BlockColumns, _squares.Length - from);
                FindDistances(first, count, from, width);
                for (; cluster < clusters && _starts[cluster] < from + width; cluster++)
                {
                    int start = Math.Max(_starts[cluster], from) - from, end = Math.Min(_starts[cluster + 1], from + width) - from;
                    for (int i = 0; i < count; i++)
                    {
                        _toClusters[(i * clusters) + cluster] += TensorPrimitives.Sum(_distances.AsSpan((i * width) + start, end - start));
                    }

                    if (_starts[cluster + 1] > from + width)
                    {
                        break; // goes on in the next columns
                    }
                }
            }

            double sum = 0;
            int own = Array.BinarySearch(_starts, first);
            own = own < 0 ? ~own - 1 : own;
            for (int i = 0; i < count; i++)
            {
                own += _starts[own + 1] == first + i ? 1 : 0;
                sum += OfRow(_toClusters.AsSpan(i * clusters, clusters), own);
            }

            return sum;
        }

        private double OfRow(ReadOnlySpan<double> sums, int own)
        {
            int others = Size(own) - 1;
            if (others == 0)
            {
                return 0;
            }

            double nearest = double.PositiveInfinity;
            for (int cluster = 0; cluster < sums.Length; cluster++)
            {
                nearest = cluster == own ? nearest : Math.Min(nearest, sums[cluster] / Size(cluster));
            }

            double within = sums[own] / others, larger = Math.Max(within, nearest);
            return larger == 0 ? 0 : (nearest - within) / larger;
        }

        private int Size(int cluster) => _starts[cluster + 1] - _starts[cluster];

        private void FindDistances(int first, int count, int from, int width)
        {
            PairwiseSimilarity.SquaredEuclidean(count, width, _length, Row(first, count), Row(from, width), _distances);
            for (int i = 0; i < count; i++)
            {
                Span<float> distances = _distances.AsSpan(i * width, width);
                for (int j = 0; j < width; j++)
                {
                    if (distances[j] < Close * (_squares[first + i] + _squares[from + j]))
                    {
                        float distance = TensorPrimitives.Distance(Row(first + i, 1), Row(from + j, 1));
                        distances[j] = distance * distance;
                    }
                }

                TensorPrimitives.Sqrt(distances, distances);
            }
        }

        private ReadOnlySpan<float> Row(int row, int count) => _rows.AsSpan(row * _length, count * _length);
    }
}
