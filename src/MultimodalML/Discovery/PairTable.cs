using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MultimodalML.Discovery;

/// <summary>The square table that an <see cref="IPseudoLabels"/> fills.</summary>
internal static class PairTable
{
    private const double Recall = 0.5; // of the pairs that equally frequent categories have: a wrong pair harms more than a missing one

    /// <summary>The number of rows, once the table and the representations fit each other.</summary>
    public static int RowCount(ReadOnlySpan<float> representations, int length, Span<bool> alike, [CallerArgumentExpression(nameof(alike))] string? parameter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        int count = representations.Length / length;
        return representations.Length == count * length && alike.Length == (long)count * count
            ? count
            : throw new ArgumentException($"{representations.Length} values in rows of {length} and a table of {alike.Length} pairs do not fit; n rows have n × n pairs.", parameter);
    }

    /// <summary>The similarity that half as many pairs of rows reach as equally frequent categories have, n (n − 1) / (4 categoryCount), at least one pair.</summary>
    public static T Threshold<T>(ReadOnlySpan<T> similarities, int count, int categoryCount)
        where T : IComparisonOperators<T, T, bool>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categoryCount, 1);
        int pairs = count * (count - 1) / 2;
        if (pairs == 0)
        {
            return similarities[0];
        }

        T[] different = ArrayPool<T>.Shared.Rent(pairs);
        for (int row = 1, at = 0; row < count; at += row, row++)
        {
            similarities.Slice(row * count, row).CopyTo(different.AsSpan(at));
        }
        T threshold = Ranked(different.AsSpan(0, pairs), pairs - Math.Max(1, (int)(Recall * pairs / categoryCount)));
        ArrayPool<T>.Shared.Return(different);
        return threshold;
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

    /// <summary>The value that would stand at a place if all were sorted; changes their order.</summary>
    /// <remarks>Source: Hoare 1961, algorithm 65, "Find".</remarks>
    private static T Ranked<T>(Span<T> values, int place)
        where T : IComparisonOperators<T, T, bool>
    {
        (int first, int last) = (0, values.Length - 1);
        while (first < last)
        {
            T pivot = values[place];
            (int left, int right) = (first, last);
            while (left <= right)
            {
                while (values[left] < pivot)
                {
                    left++;
                }
                while (pivot < values[right])
                {
                    right--;
                }
                if (left <= right)
                {
                    (values[left], values[right]) = (values[right], values[left]);
                    left++;
                    right--;
                }
            }
            first = right < place ? left : first;
            last = place < left ? right : last;
        }
        return values[place];
    }
}
