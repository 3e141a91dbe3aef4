using System.Numerics;
using System.Runtime.CompilerServices;

namespace MultimodalML.Discovery;

/// <summary>The square table that an <see cref="IPseudoLabels"/> fills.</summary>
internal static class PairTable
{
    /// <summary>The number of rows, once the table and the representations fit each other.</summary>
    public static int RowCount(ReadOnlySpan<float> representations, int length, Span<bool> alike, [CallerArgumentExpression(nameof(alike))] string? parameter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        int count = representations.Length / length;
        return representations.Length == count * length && alike.Length == (long)count * count
            ? count
            : throw new ArgumentException($"{representations.Length} values in rows of {length} and a table of {alike.Length} pairs do not fit; n rows have n × n pairs.", parameter);
    }

    /// <summary>alike[i, j] = alike[j, i] = similarities[i, j] ≥ threshold; the diagonal is true.</summary>
    public static void Fill<T>(ReadOnlySpan<T> similarities, T threshold, int count, Span<bool> alike)
        where T : IComparisonOperators<T, T, bool>
    {
        for (int row = 0; row < count; row++)
        {
            for (int other = 0; other < row; other++)
            {
                bool near = similarities[(row * count) + other] >= threshold;
                alike[(row * count) + other] = near;
                alike[(other * count) + row] = near;
            }
            alike[(row * count) + row] = true;
        }
    }
}
