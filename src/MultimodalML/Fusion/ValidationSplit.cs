using MultimodalML.Training;

namespace MultimodalML.Fusion;

/// <summary>Which rows train and which choose the best epoch.</summary>
internal static class ValidationSplit
{
    /// <summary>Holds out a share of each class's rows (of all rows without labels), rounded down; every class keeps at least one row to train on.</summary>
    public static (int[] Training, int[] Validation) Draw(ReadOnlySpan<int> labels, bool byClass, double fraction, Random random)
    {
        int[][] groups = byClass ? ClassRows.Group(labels) : [[.. Enumerable.Range(0, labels.Length)]];
        List<int> training = [], validation = [];
        foreach (int[] rows in groups)
        {
            random.Shuffle(rows);
            int held = Math.Min((int)(rows.Length * fraction), rows.Length - 1);
            validation.AddRange(rows.AsSpan(0, held));
            training.AddRange(rows.AsSpan(held));
        }

        training.Sort();
        validation.Sort();
        return ([.. training], [.. validation]);
    }
}
