using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Evaluators;

public class ClusteringEvaluationTests
{
    private static readonly float[][] s_points = [[0, 0], [0, 1], [1, 0], [5, 5], [6, 5], [5, 7], [0, 6], [1, 6]];
    private static readonly int[] s_classes = [0, 0, 1, 1, 1, 1, 0, 0];
    private static readonly int[] s_clusters = [0, 0, 0, 1, 1, 1, 2, 2];
    private readonly MLContext _ml = new(seed: 1);

    private IDataView Data => _ml.Data.LoadFromEnumerable(s_points.Select((point, i) => new Row
    {
        Class = (uint)s_classes[i],
        Features = point,
        Score = [.. Enumerable.Range(0, 3).Select(c => c == s_clusters[i] ? 0.5f : 4f)],
    }));

    [Fact]
    public void Evaluate_WithLabelAndFeatures_AgreesWithScikitLearn()
    {
        ClusteringMetrics metrics = _ml.Clustering.Evaluate(Data, labelColumnName: "Class", featureColumnName: "Features");
        Assert.Equal(0.6556, metrics.NormalizedMutualInformation, tolerance: 1e-4); // sklearn.metrics.homogeneity_score
        Assert.Equal(0.2856, metrics.DaviesBouldinIndex, tolerance: 1e-4); // sklearn.metrics.davies_bouldin_score
        Assert.Equal(0.5, metrics.AverageDistance, precision: 6);
    }

    [Fact]
    public void Evaluate_DistancesOnly_HasNoOtherMetric()
    {
        ClusteringMetrics metrics = _ml.Clustering.Evaluate(Data);
        Assert.Equal(double.NaN, metrics.NormalizedMutualInformation);
        Assert.Equal(0, metrics.DaviesBouldinIndex);
    }

    private sealed class Row
    {
        [KeyType(2)]
        public uint Class { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [VectorType(3)]
        public float[] Score { get; set; } = [];
    }
}
