using System.Numerics.Tensors;

namespace MultimodalML.Evaluation;

/// <summary>Pairs rows with columns, each at most once, so that the sum of the chosen costs is the least possible.</summary>
/// <remarks>
/// <para>Exact for any finite costs. First each row bids for its cheapest column and may push another row out (augmenting row reduction), which settles most of them; every row left
/// then takes a shortest augmenting path. O(n² m) at worst for n rows of m columns, n ≤ m; 4,000 x 4,000 take seconds.</para>
/// <para>Sources: Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 38, 1987; for rectangles Crouse,
/// "On implementing 2D rectangular assignment algorithms", IEEE Trans. AES 52(4), 2016.</para>
/// </remarks>
public static class LinearAssignment
{
    /// <summary>The column of each row, or −1 for a row left over where there are more rows than columns.</summary>
    /// <remarks>As many pairs as the shorter side is long. Of equally good assignments any may come; the same costs give the same.</remarks>
    /// <param name="costs">[rows, columns], row-major, all finite; negative ones are fine.</param>
    /// <param name="rows">Rows, 0 or more.</param>
    /// <param name="columns">Columns, 0 or more.</param>
    /// <param name="maximize">Whether the costs are gains: their sum is to be the largest possible.</param>
    /// <exception cref="ArgumentException">The costs are not rows x columns values, or one is NaN or infinite; the message names it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public static int[] Solve(ReadOnlySpan<double> costs, int rows, int columns, bool maximize = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (costs.Length != (long)rows * columns)
        {
            throw new ArgumentException($"{costs.Length} costs for {rows} rows of {columns}; {(long)rows * columns} are needed.", nameof(costs));
        }

        for (int i = 0; i < costs.Length; i++)
        {
            if (!double.IsFinite(costs[i]))
            {
                throw new ArgumentException($"The cost of row {i / columns}, column {i % columns} is {costs[i]}; costs must be finite. Give a forbidden pair a large cost instead.", nameof(costs));
            }
        }

        if (rows <= columns)
        {
            double[] wide = costs.ToArray();
            return new AssignmentSearch(maximize ? Negated(wide) : wide, rows, columns).Run();
        }

        var turned = new double[costs.Length];
        for (int i = 0; i < costs.Length; i++)
        {
            turned[((i % columns) * rows) + (i / columns)] = costs[i];
        }

        int[] columnOf = new int[rows];
        Array.Fill(columnOf, -1);
        int[] rowOf = new AssignmentSearch(maximize ? Negated(turned) : turned, columns, rows).Run();
        for (int column = 0; column < columns; column++)
        {
            columnOf[rowOf[column]] = column;
        }

        return columnOf;
    }

    private static double[] Negated(double[] values)
    {
        TensorPrimitives.Negate<double>(values, values);
        return values;
    }
}
