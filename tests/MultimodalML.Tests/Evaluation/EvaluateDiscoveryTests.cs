using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Evaluation;

namespace MultimodalML.Tests.Evaluation;

public class EvaluateDiscoveryTests
{
    private static readonly Row[] s_rows =
    [
        new("cat", "cat", "cat"), new("dog", "dog", "dog"), // seen in training
        new("cat", "", "cat"), new("cat", "", "novel-1"), new("dog", "", "dog"), new("fox", "", "novel-1"), new("fox", "", "novel-1"), new("owl", "", "dog"), new("", "", "cat"), new("owl", "", ""),
    ];

    private readonly MLContext _ml = new(1);

    [Fact]
    public void EvaluateDiscovery_KnownLabels_LeavesThemOutAndTellsOldFromNew()
    {
        DiscoveryMetrics metrics = _ml.Clustering.EvaluateDiscovery(Keyed(s_rows), knownLabelColumnName: "Known", featureColumnName: "Embedding");

        Assert.Equal((7, 3, 1, 4, 3), (metrics.ItemCount, metrics.OldItemCount, metrics.UnpredictedCount, metrics.ClassCount, metrics.ClusterCount));
        Assert.Equal((4.0 / 7, 2.0 / 3, 2.0 / 4), (metrics.Accuracy, metrics.OldAccuracy, metrics.NewAccuracy));
        Assert.Equal(["cat", "dog", "fox", "owl"], metrics.ConfusionTable.Classes);
        Assert.Equal(["cat", "dog", "novel-1", "(none)"], metrics.ConfusionTable.Clusters);
        Assert.NotNull(metrics.Silhouette);
    }

    [Fact]
    public void EvaluateDiscovery_WithoutKnownLabels_ACategoryOfTheSameNameMakesAClassOld()
    {
        DiscoveryMetrics metrics = _ml.Clustering.EvaluateDiscovery(Keyed(s_rows));

        Assert.Equal((9, 5), (metrics.ItemCount, metrics.OldItemCount)); // cats and dogs
        Assert.Equal((6.0 / 9, 4.0 / 5, 2.0 / 4), (metrics.Accuracy, metrics.OldAccuracy, metrics.NewAccuracy));
        Assert.Null(metrics.Silhouette);
    }

    [Fact]
    public void EvaluateDiscovery_NumberedClusters_MakesAllClassesNew()
    {
        IDataView data = Keyed(s_rows);
        IDataView clustered = _ml.Clustering.Trainers.KMeans("Embedding", numberOfClusters: 3).Fit(data).Transform(_ml.Transforms.DropColumns("PredictedLabel").Fit(data).Transform(data));

        DiscoveryMetrics metrics = _ml.Clustering.EvaluateDiscovery(clustered);

        Assert.Equal((9, 0), (metrics.ItemCount, metrics.OldItemCount));
        Assert.Equal((double.NaN, metrics.Accuracy), (metrics.OldAccuracy, metrics.NewAccuracy));
    }

    [Fact]
    public void EvaluateDiscovery_OtherColumnNames_AgreesWithThePlainPath()
    {
        (int[] truth, int[] clusters) = Draws.Clustering(1, 200, 5, 5, 30);
        IDataView data = Keyed([.. truth.Select((c, i) => new Row($"class {c}", i % 4 == 0 && c < 2 ? $"class {c}" : "", $"{clusters[i]}"))]);
        IDataView renamed = _ml.Transforms.CopyColumns("Truth", "Label").Append(_ml.Transforms.CopyColumns("Cluster", "PredictedLabel")).Append(_ml.Transforms.DropColumns("Label", "PredictedLabel")).Fit(data).Transform(data);

        DiscoveryMetrics metrics = _ml.Clustering.EvaluateDiscovery(renamed, "Truth", "Cluster", "Known");

        int[] rows = [.. Enumerable.Range(0, 200).Where(i => !(i % 4 == 0 && truth[i] < 2))];
        DiscoveryMetrics plain = DiscoveryEvaluation.Evaluate([.. rows.Select(i => truth[i])], [.. rows.Select(i => clusters[i])], [0, 1]);
        Assert.Equal((plain.Accuracy, plain.OldAccuracy, plain.NewAccuracy), (metrics.Accuracy, metrics.OldAccuracy, metrics.NewAccuracy));
        Assert.Equal(plain.AdjustedMutualInformation, metrics.AdjustedMutualInformation, tolerance: 1e-12);
        Assert.Equal(plain.AdjustedRandIndex, metrics.AdjustedRandIndex, tolerance: 1e-12);
    }

    [Fact]
    public void EvaluateDiscovery_BadColumns_SaysWhichAndWhatFits()
    {
        IDataView data = Keyed(s_rows), text = _ml.Data.LoadFromEnumerable(s_rows);

        Assert.Contains("'Truth' is not in the data", Assert.Throws<ArgumentException>(() => _ml.Clustering.EvaluateDiscovery(data, "Truth")).Message, StringComparison.Ordinal);
        Assert.Contains("MapValueToKey", Assert.Throws<ArgumentException>(() => _ml.Clustering.EvaluateDiscovery(text)).Message, StringComparison.Ordinal);
        Assert.Contains("'Known' has a label in every one", Assert.Throws<ArgumentException>(() => _ml.Clustering.EvaluateDiscovery(Keyed(s_rows[..2]), knownLabelColumnName: "Known")).Message, StringComparison.Ordinal);
        Assert.Contains("has no row", Assert.Throws<ArgumentException>(() => _ml.Clustering.EvaluateDiscovery(_ml.Data.FilterRowsByColumn(data, "Number", 100))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _ml.Clustering.EvaluateDiscovery(data, featureColumnName: "Number"));
    }

    private IDataView Keyed(Row[] rows)
    {
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        return _ml.Transforms.Conversion.MapValueToKey([new InputOutputColumnPair("Label"), new InputOutputColumnPair("Known"), new InputOutputColumnPair("PredictedLabel")]).Fit(data).Transform(data);
    }

    private sealed record Row(string Label, string Known, string PredictedLabel)
    {
        public float Number { get; } = 1;

        [VectorType(2)]
        public float[] Embedding { get; } = [PredictedLabel.Length, Label.Length];
    }
}
