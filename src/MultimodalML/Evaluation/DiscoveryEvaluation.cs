using System.Globalization;

namespace MultimodalML.Evaluation;

/// <summary>Measures discovered categories against the true ones.</summary>
public static class DiscoveryEvaluation
{
    /// <summary>Pairs clusters with classes by one assignment over all items given, and takes every measure of <see cref="DiscoveryMetrics"/>.</summary>
    /// <remarks>Give the items that had no label in training, those of old classes among them: they are the test.</remarks>
    /// <param name="truth">The class of each item, 0 or more; an item whose truth is negative is left out.</param>
    /// <param name="clusters">The cluster of each item, 0 or more; a negative one is a missing prediction, which is wrong. The numbers need not mean the same as those of the classes.</param>
    /// <param name="oldClasses">Classes of which training had labels; null for none.</param>
    /// <param name="vectors">For the silhouette, [n, any length], row-major: the vectors that were clustered or embedded. Empty for none.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, no item has a true class, or a vector holds NaN or an infinite value.</exception>
    public static DiscoveryMetrics Evaluate(ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters, IReadOnlyCollection<int>? oldClasses = null, ReadOnlySpan<float> vectors = default) =>
        Evaluate(truth, clusters, oldClasses ?? [], vectors, Number, Number);

    internal static DiscoveryMetrics Evaluate(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters, IReadOnlyCollection<int> oldClasses, ReadOnlySpan<float> vectors, Func<int, string> className, Func<int, string> clusterName)
    {
        ContingencyTable table = ContingencyTable.Count(truth, clusters);
        if (table.ItemCount == 0)
        {
            throw new ArgumentException($"None of {truth.Length} items has a true class, so there is nothing to measure against.", nameof(truth));
        }

        ClusterMatching matching = ClusterMatching.Solve(table);
        var old = new HashSet<int>(oldClasses);
        (long oldItems, long oldHits, long hits) = (0, 0, 0);
        for (int c = 0; c < table.Classes.Length; c++)
        {
            bool isOld = old.Contains(table.Classes[c]);
            hits += matching.Hits[c];
            oldItems += isOld ? table.ClassSizes[c] : 0;
            oldHits += isOld ? matching.Hits[c] : 0;
        }

        var entropies = PartitionEntropies.Of(table);
        return new DiscoveryMetrics
        {
            Accuracy = (double)hits / table.ItemCount,
            OldAccuracy = (double)oldHits / oldItems,
            NewAccuracy = (double)(hits - oldHits) / (table.ItemCount - oldItems),
            NormalizedMutualInformation = entropies.VMeasure,
            AdjustedMutualInformation = ClusteringMeasures.AdjustedMutualInformation(table),
            AdjustedRandIndex = ClusteringMeasures.AdjustedRandIndex(table),
            Homogeneity = entropies.Homogeneity,
            Completeness = entropies.Completeness,
            Purity = ClusteringMeasures.Purity(table),
            Silhouette = vectors.IsEmpty ? null : Silhouette(vectors, truth, clusters),
            ItemCount = table.ItemCount,
            OldItemCount = (int)oldItems,
            UnpredictedCount = table.HasUnpredicted ? table.ClusterSizes[0] : 0,
            ClassCount = table.Classes.Length,
            ClusterCount = table.Clusters.Length - (table.HasUnpredicted ? 1 : 0),
            ConfusionTable = new ConfusionTable(table, matching, className, clusterName),
        };
    }

    /// <summary>Of the items that have a truth, as all other measures.</summary>
    private static double Silhouette(ReadOnlySpan<float> vectors, ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters)
    {
        if (vectors.Length % truth.Length != 0)
        {
            throw new ArgumentException($"{vectors.Length} values are no whole number for each of {truth.Length} items.", nameof(vectors));
        }

        int length = vectors.Length / truth.Length;
        var measured = new List<float>(vectors.Length);
        var measuredClusters = new List<int>(truth.Length);
        for (int i = 0; i < truth.Length; i++)
        {
            if (truth[i] >= 0)
            {
                measured.AddRange(vectors.Slice(i * length, length));
                measuredClusters.Add(clusters[i]);
            }
        }

        return ClusteringMeasures.Silhouette([.. measured], length, [.. measuredClusters]);
    }

    private static string Number(int label) => label.ToString(CultureInfo.InvariantCulture);
}
