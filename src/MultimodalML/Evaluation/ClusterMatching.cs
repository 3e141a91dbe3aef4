namespace MultimodalML.Evaluation;

/// <summary>Clusters paired with classes one to one, so that as many items as possible are in their class's cluster.</summary>
/// <param name="ClusterOf">For each class of the table the index of its cluster, or −1 where it has none that shares an item with it.</param>
/// <param name="Hits">For each class its items in that cluster.</param>
internal sealed record ClusterMatching(int[] ClusterOf, int[] Hits)
{
    /// <summary>Items without a prediction are no cluster and match nothing.</summary>
    public static ClusterMatching Solve(ContingencyTable table)
    {
        int first = table.HasUnpredicted ? 1 : 0, clusters = table.Clusters.Length - first;
        if ((long)table.Classes.Length * clusters > Array.MaxLength)
        {
            throw new ArgumentException($"{table.Classes.Length} classes and {clusters} clusters are too many to assign: their table may have at most {Array.MaxLength} cells.", nameof(table));
        }

        var gains = new double[table.Classes.Length * clusters];
        foreach (ContingencyTable.Cell cell in table.Cells)
        {
            if (cell.Cluster >= first)
            {
                gains[(cell.Class * clusters) + cell.Cluster - first] = cell.Count;
            }
        }

        int[] assigned = LinearAssignment.Solve(gains, table.Classes.Length, clusters, maximize: true);
        int[] hits = [.. assigned.Select((cluster, c) => cluster < 0 ? 0 : (int)gains[(c * clusters) + cluster])];
        return new ClusterMatching([.. assigned.Select((cluster, c) => hits[c] == 0 ? -1 : cluster + first)], hits);
    }
}
