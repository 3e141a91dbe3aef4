namespace MultimodalML.Training;

/// <summary>The rows of each class.</summary>
internal static class ClassRows
{
    /// <summary>One array a class that has rows, classes and rows ascending; rows with a label below 0 are left out.</summary>
    public static int[][] Group(ReadOnlySpan<int> labels)
    {
        var rows = new SortedDictionary<int, List<int>>();
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] >= 0)
            {
                if (!rows.TryGetValue(labels[row], out List<int>? list))
                {
                    rows.Add(labels[row], list = []);
                }
                list.Add(row);
            }
        }
        return [.. rows.Values.Select(list => list.ToArray())];
    }
}
