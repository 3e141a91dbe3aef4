namespace MultimodalML.Evaluation;

/// <summary>How many items of each class fell into each cluster: only the cells that are not 0.</summary>
internal sealed class ContingencyTable
{
    private ContingencyTable(int[] classes, int[] clusters, Cell[] cells)
    {
        (Classes, Clusters, Cells) = (classes, clusters, cells);
        (ClassSizes, ClusterSizes) = (new int[classes.Length], new int[clusters.Length]);
        foreach (Cell cell in cells)
        {
            ClassSizes[cell.Class] += cell.Count;
            ClusterSizes[cell.Cluster] += cell.Count;
            ItemCount += cell.Count;
        }
    }

    /// <summary>The labels of the classes that occur, ascending.</summary>
    public int[] Classes { get; }

    /// <summary>The numbers of the clusters that occur, ascending; −1 first where items have none.</summary>
    public int[] Clusters { get; }

    /// <summary>By class, then cluster.</summary>
    public Cell[] Cells { get; }

    public int[] ClassSizes { get; }

    public int[] ClusterSizes { get; }

    public int ItemCount { get; }

    /// <summary>Clusters[0] is none: items without a prediction.</summary>
    public bool HasUnpredicted => Clusters is [< 0, ..];

    /// <summary>Counts; items whose truth is negative are left out, all negative clusters are −1.</summary>
    public static ContingencyTable Count(ReadOnlySpan<int> truth, ReadOnlySpan<int> clusters)
    {
        if (truth.Length != clusters.Length)
        {
            throw new ArgumentException($"{truth.Length} labels and {clusters.Length} clusters; each item has one of both.", nameof(clusters));
        }

        var pairs = new List<long>(truth.Length); // class · 2³² + cluster + 1: sorts by class, then cluster
        for (int i = 0; i < truth.Length; i++)
        {
            if (truth[i] >= 0)
            {
                pairs.Add(((long)truth[i] << 32) + (Math.Max(clusters[i], -1) + 1L));
            }
        }

        pairs.Sort();
        int[] classes = [.. pairs.Select(ClassOf).Distinct()];
        int[] found = [.. pairs.Select(ClusterOf).Distinct().Order()];
        var cells = new List<Cell>();
        for (int i = 0, from = 0; i < pairs.Count; i++)
        {
            if (i + 1 == pairs.Count || pairs[i + 1] != pairs[i])
            {
                cells.Add(new Cell(Array.BinarySearch(classes, ClassOf(pairs[i])), Array.BinarySearch(found, ClusterOf(pairs[i])), i + 1 - from));
                from = i + 1;
            }
        }

        return new ContingencyTable(classes, found, [.. cells]);
    }

    private static int ClassOf(long pair) => (int)(pair >> 32);

    private static int ClusterOf(long pair) => (int)((pair & uint.MaxValue) - 1);

    /// <summary>Items of the class at an index that are in the cluster at an index; at least 1.</summary>
    public readonly record struct Cell(int Class, int Cluster, int Count);
}
