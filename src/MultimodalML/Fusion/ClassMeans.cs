using System.Numerics.Tensors;

namespace MultimodalML.Fusion;

/// <summary>Means of rows, and rows without the mean of their class.</summary>
internal static class ClassMeans
{
    /// <summary>Mean of [n, width] rows; zeros for none.</summary>
    public static float[] Mean(ReadOnlySpan<float> rows, int width)
    {
        var sums = new double[width];
        for (int start = 0; start < rows.Length; start += width)
        {
            for (int d = 0; d < width; d++)
            {
                sums[d] += rows[start + d];
            }
        }

        int count = Math.Max(rows.Length / width, 1);
        return Array.ConvertAll(sums, sum => (float)(sum / count));
    }

    /// <summary>Takes each row's class mean from it.</summary>
    /// <returns>Degrees of freedom left: rows − classes. When that is 0 (a row a class), the mean of all rows is taken instead.</returns>
    public static int Subtract(Span<float> rows, int width, int[] labels)
    {
        int classes = labels.Distinct().Count();
        if (classes == labels.Length)
        {
            (labels, classes) = (new int[labels.Length], 1);
        }

        var byClass = labels.Select((label, row) => (label, row)).GroupBy(pair => pair.label, pair => pair.row);
        foreach (IGrouping<int, int> group in byClass)
        {
            var mean = new float[width];
            foreach (int row in group)
            {
                TensorPrimitives.Add(mean, rows.Slice(row * width, width), mean);
            }

            TensorPrimitives.Divide(mean, group.Count(), mean);
            foreach (int row in group)
            {
                Span<float> values = rows.Slice(row * width, width);
                TensorPrimitives.Subtract(values, mean, values);
            }
        }

        return labels.Length - classes;
    }
}
