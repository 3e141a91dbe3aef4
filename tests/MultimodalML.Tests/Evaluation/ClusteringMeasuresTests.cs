using MultimodalML.Evaluation;

namespace MultimodalML.Tests.Evaluation;

public class ClusteringMeasuresTests
{
    private const double Tolerance = 1e-10;

    [Fact]
    public void Measures_HandWorked()
    {
        int[] truth = [0, 0, 0, 1, 1, 1], clusters = [5, 5, 7, 7, 7, 7]; // 2 and 1 of class 0, 3 of class 1
        double ln2 = Math.Log(2), h = ln2, k = -((Math.Log(1.0 / 3) / 3) + (Math.Log(2.0 / 3) * 2 / 3));
        double conditional = -(Math.Log(0.25) + (3 * Math.Log(0.75))) / 6; // H(classes | clusters)

        Assert.Equal(5.0 / 6, ClusteringMeasures.Accuracy(truth, clusters));
        Assert.Equal(5.0 / 6, ClusteringMeasures.Purity(truth, clusters));
        Assert.Equal((h - conditional) / h, ClusteringMeasures.Homogeneity(truth, clusters), Tolerance);
        Assert.Equal((h - conditional) / k, ClusteringMeasures.Completeness(truth, clusters), Tolerance);
        Assert.Equal((h - conditional) / ((h + k) / 2), ClusteringMeasures.NormalizedMutualInformation(truth, clusters), Tolerance);
        Assert.Equal((4 - (6.0 * 7 / 15)) / (((6 + 7) / 2.0) - (6.0 * 7 / 15)), ClusteringMeasures.AdjustedRandIndex(truth, clusters), Tolerance); // pairs: 4 shared, 6 and 7 a side, 15 in all
    }

    // truth, clusters: Draws.Clustering; expected: sklearn.metrics 1.2 (purity and accuracy by numpy and scipy); vectors of the silhouette: see Vectors
    [Theory]
    [InlineData(1, 200, 5, 5, 30, 0.715, 0.418988950199, 0.403599742888, 0.410908353096, 0.419988607963, 0.417994039911, 0.715, -0.0561973555267)]
    [InlineData(2, 500, 20, 12, 60, 0.178, 0.213003792434, 0.13450991153, 0.077004006631, 0.18892167902, 0.244122422649, 0.182, -0.117729927482)]
    [InlineData(3, 1000, 7, 40, 20, 0.786, 0.655444312208, 0.634982865142, 0.700825734685, 0.779221026628, 0.565600517741, 0.855, null)]
    [InlineData(4, 60, 50, 50, 100, 0.466666666667, 0.768550309381, 0.0484617759606, 0.0346789969767, 0.755847602812, 0.781687275151, 0.533333333333, -0.45404953629)]
    [InlineData(5, 3000, 300, 280, 50, 0.479666666667, 0.730086225005, 0.359690459217, 0.243212074279, 0.725273922937, 0.734962814332, 0.480333333333, null)]
    [InlineData(6, 100, 1, 9, 100, 0.14, 0, 0, 0, 1, 0, 1, -0.19047382742)]
    [InlineData(7, 100, 8, 1, 100, 0.16, 0, 0, 0, 0, 1, 0.16, double.NaN)]
    public void Measures_RandomLabels_AgreeWithScikitLearn(
        int seed, int count, int classes, int clusterCount, int noise, double accuracy, double nmi, double ami, double ari, double homogeneity, double completeness, double purity, double? silhouette)
    {
        (int[] truth, int[] clusters) = Draws.Clustering(seed, count, classes, clusterCount, noise);

        Assert.Equal(accuracy, ClusteringMeasures.Accuracy(truth, clusters), Tolerance);
        Assert.Equal(nmi, ClusteringMeasures.NormalizedMutualInformation(truth, clusters), Tolerance);
        Assert.Equal(nmi, ClusteringMeasures.VMeasure(truth, clusters), Tolerance);
        Assert.Equal(ami, ClusteringMeasures.AdjustedMutualInformation(truth, clusters), Tolerance);
        Assert.Equal(ari, ClusteringMeasures.AdjustedRandIndex(truth, clusters), Tolerance);
        Assert.Equal(homogeneity, ClusteringMeasures.Homogeneity(truth, clusters), Tolerance);
        Assert.Equal(completeness, ClusteringMeasures.Completeness(truth, clusters), Tolerance);
        Assert.Equal(purity, ClusteringMeasures.Purity(truth, clusters), Tolerance);
        if (silhouette is { } expected)
        {
            Assert.Equal(expected, ClusteringMeasures.Silhouette(Vectors(seed, truth), 3, clusters), tolerance: 1e-5); // distances are single precision
        }
    }

    [Fact]
    public void Measures_OtherNames_AreTheSame()
    {
        (int[] truth, int[] clusters) = Draws.Clustering(1, 200, 5, 5, 30);
        int[] renamedTruth = [.. truth.Select(c => int.MaxValue - (7 * c))], renamedClusters = [.. clusters.Select(k => (k + 2) % 5)];

        Assert.Equal(ClusteringMeasures.Accuracy(truth, clusters), ClusteringMeasures.Accuracy(renamedTruth, renamedClusters));
        Assert.Equal(ClusteringMeasures.AdjustedMutualInformation(truth, clusters), ClusteringMeasures.AdjustedMutualInformation(renamedTruth, renamedClusters), Tolerance);
        Assert.Equal(ClusteringMeasures.AdjustedRandIndex(truth, clusters), ClusteringMeasures.AdjustedRandIndex(renamedTruth, renamedClusters), Tolerance);
    }

    [Fact]
    public void Measures_NoItemsOrPerfect_AreOne()
    {
        Assert.All(All([], []), value => Assert.Equal(1, value));
        Assert.All(All([3, 3, 3], [0, 0, 0]), value => Assert.Equal(1, value));
        Assert.All(All([0, 1, 2, 3], [3, 1, 0, 2]), value => Assert.Equal(1, value)); // every item alone, in truth as well
        Assert.All(All([0, 0, 1, 1, 2], [8, 8, 0, 0, 4]), value => Assert.Equal(1, value, Tolerance));
    }

    [Fact]
    public void Measures_EveryItemAlone_AreNoBetterThanChance()
    {
        int[] truth = [0, 0, 1, 1, 2, 2], alone = [0, 1, 2, 3, 4, 5];

        Assert.Equal(0.5, ClusteringMeasures.Accuracy(truth, alone));
        Assert.Equal(0, ClusteringMeasures.AdjustedMutualInformation(truth, alone));
        Assert.Equal(0, ClusteringMeasures.AdjustedMutualInformation([0, 0, 0, 0, 0, 0], alone));
        Assert.Equal(0, ClusteringMeasures.AdjustedRandIndex(truth, alone));
        Assert.Equal((1, 1), (ClusteringMeasures.Homogeneity(truth, alone), ClusteringMeasures.Purity(truth, alone)));
    }

    [Fact]
    public void Measures_MissingTruthAndMissingPrediction()
    {
        int[] truth = [0, 0, -1, 1, 1, 1], clusters = [4, -1, 4, 2, 2, -7];

        Assert.Equal(3.0 / 5, ClusteringMeasures.Accuracy(truth, clusters)); // 1 of class 0, 2 of class 1; two have no prediction
        Assert.Equal(3.0 / 5, ClusteringMeasures.Purity(truth, clusters));
        Assert.Equal(ClusteringMeasures.NormalizedMutualInformation([0, 0, 1, 1, 1], [0, 9, 1, 1, 9]), ClusteringMeasures.NormalizedMutualInformation(truth, clusters), Tolerance);
        Assert.Equal(0, ClusteringMeasures.Accuracy([0, 1], [-1, -1]));
    }

    [Fact]
    public void AdjustedRandIndex_ManyItems_DoesNotOverflow()
    {
        const int n = 200_000; // n² is beyond 32 bits, its square beyond 64
        int[] truth = [.. Enumerable.Range(0, n).Select(i => i % 2)], clusters = [.. Enumerable.Range(0, n).Select(i => i < n / 2 ? i % 2 : 1 - (i % 2))];

        Assert.Equal(1, ClusteringMeasures.AdjustedRandIndex(truth, truth));
        Assert.Equal(0, ClusteringMeasures.AdjustedRandIndex(truth, clusters), tolerance: 1e-4);
        Assert.Equal(0, ClusteringMeasures.AdjustedMutualInformation(truth, clusters), tolerance: 1e-4);
    }

    [Fact]
    public void ExpectedMutualInformation_AgreesWithAllPermutations()
    {
        int[] truth = [0, 0, 0, 1, 1, 1, 2], sizes = [2, 2, 3]; // class sizes 3, 3, 1
        double sum = 0;
        int count = 0;
        foreach (int[] clusters in Arrangements([.. sizes], []))
        {
            sum += PartitionEntropies.Of(ContingencyTable.Count(truth, clusters)).Mutual;
            count++;
        }

        Assert.Equal(210, count);
        Assert.Equal(sum / count, ExpectedMutualInformation.Compute([3, 3, 1], sizes), tolerance: 1e-14);
        Assert.Equal(0.4131964731877088, sum / count, tolerance: 1e-14); // sklearn 1.2
    }

    [Fact]
    public void Silhouette_HandWorked()
    {
        float[] points = [0, 1, 10, 12, 30];

        double expected = ((10 / 11.0) + (9 / 10.0) + ((9.5 - 2) / 9.5) + ((11.5 - 2) / 11.5) + 0) / 5; // one value each; the last is alone
        Assert.Equal(expected, ClusteringMeasures.Silhouette(points, 1, [0, 0, 4, 4, 9]), tolerance: 1e-6);
    }

    [Fact]
    public void Silhouette_FarFromTheOriginAndManyRows_AgreesWithNaive()
    {
        const int n = 1500, length = 5; // some blocks a side
        var random = new Random(4);
        int[] clusters = [.. Enumerable.Range(0, n).Select(i => i < 9 ? i : random.Next(9, 30))]; // some alone
        float[] vectors = [.. clusters.SelectMany(k => Values.Normal(random, length).Select(v => 1000 + (0.02f * v) + k))];

        Assert.Equal(NaiveSilhouette(vectors, length, clusters), ClusteringMeasures.Silhouette(vectors, length, clusters), tolerance: 1e-4);
    }

    [Fact]
    public void Silhouette_EdgeCases()
    {
        Assert.Equal(double.NaN, ClusteringMeasures.Silhouette([], 2, []));
        Assert.Equal(double.NaN, ClusteringMeasures.Silhouette([1, 2, 3], 1, [4, 4, 4]));
        Assert.Equal(0, ClusteringMeasures.Silhouette([1, 2, 3], 1, [0, 1, 2])); // all alone
        Assert.Equal(0, ClusteringMeasures.Silhouette([7, 7, 7, 7], 1, [0, 0, 1, 1])); // all alike
        Assert.Equal(1, ClusteringMeasures.Silhouette([7, 7, 9, 9], 1, [0, 0, 1, 1]));
        Assert.Throws<ArgumentException>(() => ClusteringMeasures.Silhouette([1, 2, 3], 2, [0, 1]));
        Assert.Throws<ArgumentException>(() => ClusteringMeasures.Silhouette([1, float.NaN], 1, [0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusteringMeasures.Silhouette([1], 0, [0]));
    }

    [Fact]
    public void Measures_LengthsDiffer_Throws() =>
        Assert.Contains("2 labels and 1 clusters", Assert.Throws<ArgumentException>(() => ClusteringMeasures.Purity([0, 1], [0])).Message, StringComparison.Ordinal);

    private static double[] All(int[] truth, int[] clusters) =>
    [
        ClusteringMeasures.Accuracy(truth, clusters), ClusteringMeasures.NormalizedMutualInformation(truth, clusters), ClusteringMeasures.AdjustedMutualInformation(truth, clusters),
        ClusteringMeasures.AdjustedRandIndex(truth, clusters), ClusteringMeasures.Homogeneity(truth, clusters), ClusteringMeasures.Completeness(truth, clusters), ClusteringMeasures.Purity(truth, clusters),
    ];

    /// <summary>Dimension k: (class mod 5)(k + 1) / 2 + Draws.Numbers(seed + 300 + k, n, 1000) / 250.</summary>
    private static float[] Vectors(int seed, int[] truth)
    {
        int[][] noise = [.. Enumerable.Range(0, 3).Select(k => Draws.Numbers(seed + 300 + k, truth.Length, 1000))];
        return [.. truth.SelectMany((c, i) => noise.Select((values, k) => (float)((c % 5 * (k + 1) * 0.5) + (values[i] / 250.0))))];
    }

    private static double NaiveSilhouette(float[] vectors, int length, int[] clusters)
    {
        double[][] rows = [.. vectors.Chunk(length).Select(row => row.Select(v => (double)v).ToArray())];
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            var others = Enumerable.Range(0, rows.Length).Where(j => j != i).GroupBy(j => clusters[j]).ToDictionary(g => g.Key, g => g.Average(j => Math.Sqrt(Values.SquaredDistance(rows[i], rows[j]))));
            if (others.Remove(clusters[i], out double within))
            {
                double nearest = others.Values.Min();
                sum += (nearest - within) / Math.Max(within, nearest);
            }
        }

        return sum / rows.Length;
    }

    private static IEnumerable<int[]> Arrangements(int[] left, int[] placed)
    {
        if (left.All(count => count == 0))
        {
            yield return placed;
        }

        for (int k = 0; k < left.Length; k++)
        {
            if (left[k] > 0)
            {
                int[] rest = [.. left];
                rest[k]--;
                foreach (int[] arrangement in Arrangements(rest, [.. placed, k]))
                {
                    yield return arrangement;
                }
            }
        }
    }
}
