namespace MultimodalML.Evaluation;

/// <summary>How well clusters agree with classes, or with the vectors they were made of.</summary>
/// <remarks>
/// <para>Truth and cluster of an item are any numbers of 0 or more; only which items share one counts. <b>An item whose truth is negative is left out</b>
/// (<see cref="Data.ModalityBatch.NoLabel"/>). <b>A negative cluster is a missing prediction:</b> wrong for accuracy and purity; for the other measures all such items
/// are one more cluster.</para>
/// <para>Equal to scikit-learn, whose conventions hold where a formula divides by 0: no items, or one class that is one cluster, agree perfectly (1).</para>
/// <para>All throw <see cref="ArgumentException"/> where truth and clusters differ in length.</para>
/// </remarks>
public static class ClusteringMeasures
{
    /// <summary>Share of items in the right cluster, where clusters are paired with classes one to one so that it is the largest possible.</summary>
    /// <remarks>0 to 1, higher is better. A cluster too many has no class and all its items are wrong; so are those of a class too many. 1 for no items.
    /// Source: Kuhn, "The Hungarian method for the assignment problem", 1955; <see cref="LinearAssignment"/> solves it.</remarks>
    /// <param name="truth">The class of each item.</param>
    /// <param name="clusters">The cluster of each item.</param>
    public static double Accuracy(ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters)
    {
        ContingencyTable table = ContingencyTable.Count(truth, clusters);
        return table.ItemCount == 0 ? 1 : (double)ClusterMatching.Solve(table).Hits.Sum() / table.ItemCount;
    }

    /// <summary>I(classes; clusters) / mean(H(classes), H(clusters)), the arithmetic mean of the two entropies.</summary>
    /// <remarks>0 to 1, higher is better; more clusters raise it by chance, see <see cref="AdjustedMutualInformation(ReadOnlySpan{int}, ReadOnlySpan{int})"/>. The same number as
    /// <see cref="VMeasure(ReadOnlySpan{int}, ReadOnlySpan{int})"/>. Source: Vinh, Epps and Bailey, JMLR 11, 2010, "NMI sum".</remarks>
    /// <inheritdoc cref="Accuracy" path="/param"/>
    public static double NormalizedMutualInformation(ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters) => VMeasure(truth, clusters);

    /// <summary>(I − E) / (mean(H(classes), H(clusters)) − E), where E is the mean of I over all partitions of these sizes: chance gets 0.</summary>
    /// <remarks>1 for a perfect match, about 0 for random clusters, below 0 for worse; higher is better. 0 where nothing can beat chance, as with every item alone.
    /// Source: Vinh, Epps and Bailey, JMLR 11, 2010, "AMI sum".</remarks>
    /// <inheritdoc cref="Accuracy" path="/param"/>
    public static double AdjustedMutualInformation(ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters) => AdjustedMutualInformation(ContingencyTable.Count(truth, clusters));

    /// <summary>The Rand index (pairs of items that both or neither put together), moved and scaled so that chance gets 0.</summary>
    /// <remarks>1 for a perfect match, about 0 for random clusters, −0.5 at worst; higher is better. Pairs are counted in 64 bits and multiplied in 128: exact for any number of items.
    /// Source: Hubert and Arabie, "Comparing partitions", Journal of Classification 2, 1985.</remarks>
    /// <inheritdoc cref="Accuracy" path="/param"/>
    public static double AdjustedRandIndex(ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters) => AdjustedRandIndex(ContingencyTable.Count(truth, clusters));

    /// <summary>1 − H(classes | clusters) / H(classes): whether each cluster holds one class only.</summary>
    /// <remarks>0 to 1, higher is better. Every item alone gets 1. Source: Rosenberg and Hirschberg, "V-Measure", EMNLP 2007.</remarks>
    /// <inheritdoc cref="Accuracy" path="/param"/>
    public static double Homogeneity(ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters) => PartitionEntropies.Of(ContingencyTable.Count(truth, clusters)).Homogeneity;

    /// <summary>1 − H(clusters | classes) / H(clusters): whether each class is in one cluster only.</summary>
    /// <remarks>0 to 1, higher is better. All items together get 1. Source: Rosenberg and Hirschberg, "V-Measure", EMNLP 2007.</remarks>
    /// <inheritdoc cref="Accuracy" path="/param"/>
    public static double Completeness(ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters) => PartitionEntropies.Of(ContingencyTable.Count(truth, clusters)).Completeness;

    /// <summary>2hc / (h + c) of homogeneity h and completeness c; 0 where both are.</summary>
    /// <remarks>0 to 1, higher is better. Source: Rosenberg and Hirschberg, "V-Measure", EMNLP 2007, β = 1.</remarks>
    /// <inheritdoc cref="Accuracy" path="/param"/>
    public static double VMeasure(ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters) => PartitionEntropies.Of(ContingencyTable.Count(truth, clusters)).VMeasure;

    /// <summary>Share of items whose class is the most frequent one of their cluster.</summary>
    /// <remarks>0 to 1, higher is better; every item alone gets 1. Source: Zhao and Karypis, "Criterion functions for document clustering", 2001.</remarks>
    /// <inheritdoc cref="Accuracy" path="/param"/>
    public static double Purity(ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters) => Purity(ContingencyTable.Count(truth, clusters));

    /// <summary>Mean over items of (b − a) / max(a, b): a is an item's mean Euclidean distance to the others of its cluster, b that to the nearest other cluster.</summary>
    /// <remarks>
    /// <para>−1 to 1, higher is better: whether clusters are dense and apart, no truth needed. An item alone in its cluster counts 0, as does one with a = b = 0. NaN for fewer than two clusters.</para>
    /// <para>n² distances, by blocks: memory grows with n only. Source: Rousseeuw, "Silhouettes", Journal of Computational and Applied Mathematics 20, 1987.</para>
    /// </remarks>
    /// <param name="vectors">[n, length], row-major, finite.</param>
    /// <param name="length">Values of a vector, at least 1.</param>
    /// <param name="clusters">The cluster of each vector; all negative ones are one cluster.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a value is NaN or infinite.</exception>
    public static double Silhouette(ReadOnlySpan<float> vectors, int length, ReadOnlySpan<int> clusters) => SilhouetteScore.Compute(vectors, length, clusters);

    internal static double AdjustedMutualInformation(ContingencyTable table)
    {
        if (table.Cells.Length == table.Classes.Length && table.Cells.Length == table.Clusters.Length)
        {
            return 1; // every class is a cluster
        }

        var entropies = PartitionEntropies.Of(table);
        double expected = ExpectedMutualInformation.Compute(table.ClassSizes, table.ClusterSizes);
        double room = ((entropies.Classes + entropies.Clusters) / 2) - expected, gain = entropies.Mutual - expected;
        double rounding = 1e-13 * Math.Max(1, expected);
        return Math.Abs(room) < rounding || Math.Abs(gain) < rounding ? 0 : gain / room;
    }

    internal static double AdjustedRandIndex(ContingencyTable table)
    {
        long n = table.ItemCount;
        long together = table.Cells.Sum(cell => (long)cell.Count * cell.Count); // ordered pairs, an item with itself among them
        long sameClass = table.ClassSizes.Sum(size => (long)size * size), sameCluster = table.ClusterSizes.Sum(size => (long)size * size);
        Int128 both = together - n, onlyCluster = sameCluster - together, onlyClass = sameClass - together, neither = (n * n) - sameClass - sameCluster + together;
        if (onlyCluster == 0 && onlyClass == 0)
        {
            return 1;
        }

        Int128 gain = (both * neither) - (onlyClass * onlyCluster);
        Int128 room = ((both + onlyClass) * (onlyClass + neither)) + ((both + onlyCluster) * (onlyCluster + neither));
        return 2 * ((double)gain / (double)room);
    }

    internal static double Purity(ContingencyTable table)
    {
        if (table.ItemCount == 0)
        {
            return 1;
        }

        var largest = new int[table.Clusters.Length];
        foreach (ContingencyTable.Cell cell in table.Cells)
        {
            largest[cell.Cluster] = Math.Max(largest[cell.Cluster], cell.Count);
        }

        return largest.Skip(table.HasUnpredicted ? 1 : 0).Sum(count => (double)count) / table.ItemCount;
    }
}
