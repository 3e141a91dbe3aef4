namespace MultimodalML.Evaluation;

/// <summary>Entropies of classes and clusters and what they share, in nats.</summary>
internal readonly record struct PartitionEntropies(double Classes, double Clusters, double Mutual)
{
    /// <summary>1 where there is but one class.</summary>
    public double Homogeneity => Classes == 0 ? 1 : Mutual / Classes;

    /// <summary>1 where there is but one cluster.</summary>
    public double Completeness => Clusters == 0 ? 1 : Mutual / Clusters;

    public double VMeasure => Homogeneity + Completeness == 0 ? 0 : 2 * Homogeneity * Completeness / (Homogeneity + Completeness);

    public static PartitionEntropies Of(ContingencyTable table)
    {
        double items = table.ItemCount;
        double mutual = 0;
        foreach (ContingencyTable.Cell cell in table.Cells)
        {
            double expected = (double)table.ClassSizes[cell.Class] * table.ClusterSizes[cell.Cluster] / items;
            mutual += cell.Count / items * Math.Log(cell.Count / expected);
        }

        double classes = Entropy(table.ClassSizes, items), clusters = Entropy(table.ClusterSizes, items);
        return new PartitionEntropies(classes, clusters, Math.Clamp(mutual, 0, Math.Min(classes, clusters))); // rounding only
    }

    private static double Entropy(int[] sizes, double items) => sizes.Length <= 1 ? 0 : -sizes.Sum(size => size / items * Math.Log(size / items));
}
