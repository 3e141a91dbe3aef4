using MultimodalML.Evaluation;

namespace MultimodalML.Tests.Evaluation;

public class DiscoveryEvaluationTests
{
    [Fact]
    public void Evaluate_OneAssignment_SplitsIntoOldAndNew()
    {
        // cluster 0 holds 2 of old class 0 and 3 of new class 5: one assignment gives it to class 5, and cluster 1 (1 of class 0) to class 0
        int[] truth = [0, 0, 0, 5, 5, 5, 5], clusters = [0, 0, 1, 0, 0, 0, 9];

        DiscoveryMetrics metrics = DiscoveryEvaluation.Evaluate(truth, clusters, oldClasses: [0]);

        Assert.Equal((4.0 / 7, 1.0 / 3, 3.0 / 4), (metrics.Accuracy, metrics.OldAccuracy, metrics.NewAccuracy));
        Assert.Equal((7, 3, 0, 2, 3), (metrics.ItemCount, metrics.OldItemCount, metrics.UnpredictedCount, metrics.ClassCount, metrics.ClusterCount));
        Assert.Equal(5.0 / 7, metrics.Purity);
        Assert.Null(metrics.Silhouette);
    }

    [Fact]
    public void Evaluate_EveryMeasure_IsTheOneOfClusteringMeasures()
    {
        (int[] truth, int[] clusters) = Draws.Clustering(2, 500, 20, 12, 60);
        float[] vectors = Values.Normal(new Random(1), 500 * 4);

        DiscoveryMetrics metrics = DiscoveryEvaluation.Evaluate(truth, clusters, [.. Enumerable.Range(0, 10)], vectors);

        Assert.Equal(ClusteringMeasures.Accuracy(truth, clusters), metrics.Accuracy);
        Assert.Equal(ClusteringMeasures.NormalizedMutualInformation(truth, clusters), metrics.NormalizedMutualInformation);
        Assert.Equal(ClusteringMeasures.VMeasure(truth, clusters), metrics.VMeasure);
        Assert.Equal(ClusteringMeasures.AdjustedMutualInformation(truth, clusters), metrics.AdjustedMutualInformation);
        Assert.Equal(ClusteringMeasures.AdjustedRandIndex(truth, clusters), metrics.AdjustedRandIndex);
        Assert.Equal(ClusteringMeasures.Homogeneity(truth, clusters), metrics.Homogeneity);
        Assert.Equal(ClusteringMeasures.Completeness(truth, clusters), metrics.Completeness);
        Assert.Equal(ClusteringMeasures.Purity(truth, clusters), metrics.Purity);
        Assert.Equal(ClusteringMeasures.Silhouette(vectors, 4, clusters), metrics.Silhouette);
        Assert.Equal(metrics.Accuracy * metrics.ItemCount, (metrics.OldAccuracy * metrics.OldItemCount) + (metrics.NewAccuracy * (metrics.ItemCount - metrics.OldItemCount)), tolerance: 1e-9);
    }

    [Fact]
    public void Evaluate_ConfusionTable_HasPairsOnTheDiagonal()
    {
        int[] truth = [0, 0, 0, 1, 1, 2, 2, 2, 2, 3], clusters = [8, 8, 6, 7, 7, 6, 6, 6, -1, 5];

        ConfusionTable table = DiscoveryEvaluation.Evaluate(truth, clusters, [0, 1]).ConfusionTable;

        Assert.Equal(["0", "1", "2", "3"], table.Classes);
        Assert.Equal(["8", "7", "6", "5", "(none)"], table.Clusters);
        Assert.Equal(4, table.MatchedCount);
        Assert.Equal((2, 2, 3, 1), (table[0, 0], table[1, 1], table[2, 2], table[3, 3]));
        Assert.Equal((1, 1, 0), (table[2, 0], table[4, 2], table[0, 1]));
        Assert.Equal("        0  1  2  3\n8       2  ·  ·  ·\n7       ·  2  ·  ·\n6       1  ·  3  ·\n5       ·  ·  ·  1\n(none)  ·  ·  1  ·", table.ToString());
    }

    [Theory]
    [InlineData(3, 6)] // clusters too many
    [InlineData(6, 3)] // too few
    public void Evaluate_OtherNumberOfClusters_LeavesSomeUnpaired(int classes, int clusterCount)
    {
        (int[] truth, int[] clusters) = Draws.Clustering(9, 300, classes, clusterCount, 20);

        DiscoveryMetrics metrics = DiscoveryEvaluation.Evaluate(truth, clusters);

        Assert.Equal((classes, clusterCount), (metrics.ClassCount, metrics.ClusterCount));
        Assert.Equal(3, metrics.ConfusionTable.MatchedCount);
        Assert.Equal(metrics.Accuracy, Enumerable.Range(0, 3).Sum(i => metrics.ConfusionTable[i, i]) / 300.0);
        Assert.Equal(300, Enumerable.Range(0, clusterCount).Sum(k => Enumerable.Range(0, classes).Sum(c => metrics.ConfusionTable[k, c])));
    }

    [Fact]
    public void Evaluate_NoOldOrNoNewItems_HasNoSuchAccuracy()
    {
        DiscoveryMetrics allNew = DiscoveryEvaluation.Evaluate([0, 1], [1, 0]), allOld = DiscoveryEvaluation.Evaluate([0, 1], [1, 0], [0, 1]);

        Assert.Equal((1, double.NaN, 1), (allNew.Accuracy, allNew.OldAccuracy, allNew.NewAccuracy));
        Assert.Equal((1, 1, double.NaN), (allOld.Accuracy, allOld.OldAccuracy, allOld.NewAccuracy));
    }

    [Fact]
    public void Evaluate_ItemsWithoutTruth_AreLeftOut()
    {
        DiscoveryMetrics metrics = DiscoveryEvaluation.Evaluate([0, -1, 0, 1, 1], [3, 3, 3, -1, 4], [0], [0, 90, 0, 5, 8]);

        Assert.Equal((4, 2, 1), (metrics.ItemCount, metrics.OldItemCount, metrics.UnpredictedCount));
        Assert.Equal((0.75, 1, 0.5), (metrics.Accuracy, metrics.OldAccuracy, metrics.NewAccuracy));
        Assert.Equal(0.5, metrics.Silhouette); // 1 for the two at 0, 0 for the two that are alone
    }

    [Fact]
    public void Evaluate_OneClassOneCluster_IsPerfect()
    {
        DiscoveryMetrics metrics = DiscoveryEvaluation.Evaluate([2, 2], [0, 0], vectors: [1, 2]);

        Assert.Equal((1, 1, 1, 1), (metrics.Accuracy, metrics.NormalizedMutualInformation, metrics.AdjustedMutualInformation, metrics.AdjustedRandIndex));
        Assert.Equal(double.NaN, metrics.Silhouette);
    }

    [Fact]
    public void ToString_ShowsPercent()
    {
        string text = DiscoveryEvaluation.Evaluate([0, 0, 1, 1], [0, 0, 1, 1], [0]).ToString();

        Assert.Equal("accuracy 100.0 (old 100.0, new 100.0), NMI 100.0, AMI 100.0, ARI 100.0, purity 100.0; 4 items of 2 classes in 2 clusters", text);
        Assert.StartsWith("accuracy 50.0, NMI", DiscoveryEvaluation.Evaluate([0, 1], [0, 0]).ToString(), StringComparison.Ordinal); // no old class to tell apart
    }

    [Fact]
    public void ConfusionTable_ManyClasses_PrintsTheFirst()
    {
        int[] numbers = [.. Enumerable.Range(0, 40)];

        string[] lines = DiscoveryEvaluation.Evaluate(numbers, numbers).ConfusionTable.ToString().Split('\n');

        Assert.Equal(27, lines.Length);
        Assert.Equal("… 40 clusters and 40 classes in all", lines[^1]);
        Assert.Single(lines[..^1].Select(line => line.Length).Distinct());
    }

    [Fact]
    public void Evaluate_BadInput_Throws()
    {
        Assert.Throws<ArgumentException>(() => DiscoveryEvaluation.Evaluate([], []));
        Assert.Throws<ArgumentException>(() => DiscoveryEvaluation.Evaluate([-1, -1], [0, 1]));
        Assert.Throws<ArgumentException>(() => DiscoveryEvaluation.Evaluate([0, 1], [0]));
        Assert.Throws<ArgumentException>(() => DiscoveryEvaluation.Evaluate([0, 1], [0, 1], vectors: [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => DiscoveryEvaluation.Evaluate([0, 1], [0, 1], vectors: [1, float.NaN]));
    }
}
