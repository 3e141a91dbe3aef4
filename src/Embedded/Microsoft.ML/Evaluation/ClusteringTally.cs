using System.Numerics.Tensors;

namespace Microsoft.ML.Data;

/// <summary>What a pass over clustered rows leaves behind, and with features a second one.</summary>
internal sealed class ClusteringTally(int clusterCount, int featureLength)
{
    private readonly double[] _clusterRows = new double[clusterCount];
    private readonly List<double[]> _classClusters = [];
    private readonly float[][] _centroids = [.. Enumerable.Range(0, clusterCount).Select(_ => new float[featureLength])];
    private readonly double[] _spread = new double[clusterCount];
    private double _distance;
    private double _rows;

    /// <summary>First pass: the distances to all clusters, the class, and the features where wanted.</summary>
    public void Add(ReadOnlySpan<float> distances, int label, ReadOnlySpan<float> features)
    {
        int nearest = Nearest(distances);
        _rows++;
        _distance += distances[nearest];
        _clusterRows[nearest]++;
        while (_classClusters.Count <= label)
        {
            _classClusters.Add(new double[clusterCount]);
        }
        _classClusters[label][nearest]++;
        TensorPrimitives.Add(_centroids[nearest], features, _centroids[nearest]);
    }

    /// <summary>Between the passes: turns the sums into centroids.</summary>
    public void FinishCentroids()
    {
        for (int i = 0; i < clusterCount; i++)
        {
            TensorPrimitives.Multiply<float>(_centroids[i], (float)(1 / _clusterRows[i]), _centroids[i]);
        }
    }

    /// <summary>Second pass: how far the rows lie from their centroid.</summary>
    public void AddSpread(ReadOnlySpan<float> distances, ReadOnlySpan<float> features)
    {
        int nearest = Nearest(distances);
        _spread[nearest] += TensorPrimitives.Distance(_centroids[nearest], features);
    }

    public double AverageDistance => _distance / _rows;

    /// <summary>Mutual information over the class entropy; NaN with a single class.</summary>
    public double NormalizedMutualInformation
    {
        get
        {
            if (_classClusters.Count <= 1)
            {
                return double.NaN;
            }
            double information = 0, entropy = 0;
            foreach (double[] row in _classClusters)
            {
                double share = row.Sum() / _rows;
                if (share <= 0)
                {
                    continue;
                }
                for (int j = 0; j < clusterCount; j++)
                {
                    double joint = row[j] / _rows;
                    information += joint > 0 ? joint * Math.Log(joint / (share * _clusterRows[j] / _rows)) : 0;
                }
                entropy -= share * Math.Log(share);
            }
            return information / entropy;
        }
    }

    /// <summary>Mean over the clusters of the worst (spread i + spread j) / distance of centroids.</summary>
    public double DaviesBouldinIndex
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < clusterCount; i++)
            {
                double worst = 0;
                for (int j = 0; j < clusterCount && _clusterRows[i] > 0; j++)
                {
                    if (i != j && _clusterRows[j] > 0)
                    {
                        double spread = _spread[i] / _clusterRows[i] + _spread[j] / _clusterRows[j];
                        worst = Math.Max(worst, spread / TensorPrimitives.Distance<float>(_centroids[i], _centroids[j]));
                    }
                }
                sum += worst;
            }
            return sum / clusterCount;
        }
    }

    private static int Nearest(ReadOnlySpan<float> distances)
    {
        int nearest = 0;
        for (int i = 1; i < distances.Length; i++)
        {
            nearest = distances[i] < distances[nearest] ? i : nearest;
        }
        return nearest;
    }
}
