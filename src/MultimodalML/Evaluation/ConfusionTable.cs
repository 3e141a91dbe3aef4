using System.Globalization;
using System.Text;

namespace MultimodalML.Evaluation;

/// <summary>How many items of each class are in each cluster. Clusters and classes that were paired come first and in the same order: their items stand on the diagonal.</summary>
/// <remarks>The classes keep their order but for those without a cluster, which come last; the clusters without a class follow by size, and behind them "(none)" where items have no prediction.</remarks>
public sealed class ConfusionTable
{
    private const string None = "(none)";
    private const int PrintedLimit = 25;

    private readonly int[,] _counts;

    internal ConfusionTable(ContingencyTable table, ClusterMatching matching, Func<int, string> className, Func<int, string> clusterName)
    {
        int[] classes = [.. Enumerable.Range(0, table.Classes.Length).OrderBy(c => matching.ClusterOf[c] < 0)]; // stable
        MatchedCount = classes.Count(c => matching.ClusterOf[c] >= 0);
        int[] paired = [.. classes.Take(MatchedCount).Select(c => matching.ClusterOf[c])];
        int[] clusters = [.. paired, .. Enumerable.Range(0, table.Clusters.Length).Except(paired).OrderBy(k => table.Clusters[k] < 0).ThenByDescending(k => table.ClusterSizes[k])];
        Classes = [.. classes.Select(c => className(table.Classes[c]))];
        Clusters = [.. clusters.Select(k => table.Clusters[k] < 0 ? None : clusterName(table.Clusters[k]))];

        (int[] rowOf, int[] columnOf) = (new int[clusters.Length], new int[classes.Length]);
        for (int row = 0; row < clusters.Length; row++)
        {
            rowOf[clusters[row]] = row;
        }

        for (int column = 0; column < classes.Length; column++)
        {
            columnOf[classes[column]] = column;
        }

        _counts = new int[clusters.Length, classes.Length];
        foreach (ContingencyTable.Cell cell in table.Cells)
        {
            _counts[rowOf[cell.Cluster], columnOf[cell.Class]] = cell.Count;
        }
    }

    /// <summary>Names of the clusters, one a row.</summary>
    public IReadOnlyList<string> Clusters { get; }

    /// <summary>Names of the classes, one a column.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Pairs of a cluster and a class: the first so many rows and columns.</summary>
    public int MatchedCount { get; }

    /// <summary>Items of a class in a cluster.</summary>
    /// <param name="cluster">Row, 0 to Clusters.Count − 1.</param>
    /// <param name="class">Column, 0 to Classes.Count − 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such row or column.</exception>
    public int this[int cluster, int @class] => _counts[cluster, @class];

    /// <summary>The table as text, columns lined up; a dot is 0. Of a large one the first 25 rows and columns.</summary>
    public override string ToString()
    {
        int rows = Math.Min(Clusters.Count, PrintedLimit), columns = Math.Min(Classes.Count, PrintedLimit);
        int nameWidth = Clusters.Take(rows).Append("").Max(name => name.Length);
        int[] widths = [.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, rows).Max(r => Cell(r, c).Length)).Zip(Classes, (digits, name) => Math.Max(digits, name.Length) + 2)];
        var text = new StringBuilder();
        text.Append(' ', nameWidth);
        for (int c = 0; c < columns; c++)
        {
            text.Append(Classes[c].PadLeft(widths[c]));
        }

        for (int r = 0; r < rows; r++)
        {
            text.Append('\n').Append(Clusters[r].PadRight(nameWidth));
            for (int c = 0; c < columns; c++)
            {
                text.Append(Cell(r, c).PadLeft(widths[c]));
            }
        }

        if (rows < Clusters.Count || columns < Classes.Count)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n… {Clusters.Count} clusters and {Classes.Count} classes in all");
        }

        return text.ToString();
    }

    private string Cell(int row, int column) => _counts[row, column] == 0 ? "·" : _counts[row, column].ToString(CultureInfo.InvariantCulture);
}
