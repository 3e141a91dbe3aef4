namespace MultimodalML.Kernels;

/// <summary>Checks that a span holds a row-major matrix.</summary>
internal static class MatrixSpan
{
    public static void Check(int length, int rows, int columns, int stride, string name, string parameterName)
    {
        if (stride < columns)
        {
            throw new ArgumentOutOfRangeException(parameterName, $"{name} is [{rows}, {columns}] with {stride} values from row to row; it needs at least {columns}.");
        }

        long needed = rows == 0 || columns == 0 ? 0 : ((rows - 1L) * stride) + columns;
        if (length < needed)
        {
            throw new ArgumentException($"{name} is [{rows}, {columns}] with {stride} values from row to row and needs {needed} values; the span has {length}.", parameterName);
        }
    }

    /// <summary>As above, for a matrix whose rows follow each other.</summary>
    public static void Check(int length, int rows, int columns, string name, string parameterName)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Check(length, rows, columns, columns, name, parameterName);
    }
}
