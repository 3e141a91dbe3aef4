using MultimodalML.Kernels;

namespace MultimodalML.Discovery;

/// <summary>Rows are alike when the same dimensions are their largest, in whatever order.</summary>
/// <remarks>Source: Han et al. 2020 (AutoNovel), "Automatically Discovering and Learning New Visual Categories with Ranking Statistics", arXiv:2002.05714, section 3.3: equal sets of the top 5 of 512.</remarks>
public sealed class RankingStatisticsPseudoLabels : IPseudoLabels
{
    private readonly int _topCount;

    /// <param name="topCount">Largest dimensions that are compared, at least 1; at most as many as the representation has.</param>
    public RankingStatisticsPseudoLabels(int topCount = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(topCount, 1);
        _topCount = topCount;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The representation has fewer values than are compared.</exception>
    public void Compare(ReadOnlySpan<float> representations, int length, int categoryCount, Span<bool> alike)
    {
        int count = PairTable.RowCount(representations, length, alike);
        if (length < _topCount)
        {
            throw new ArgumentException($"The representation has {length} values, and its {_topCount} largest are to be compared.", nameof(length));
        }

        int[] largest = new int[count * _topCount];
        for (int row = 0; row < count; row++)
        {
            Span<int> own = largest.AsSpan(row * _topCount, _topCount);
            TopK.Largest(representations.Slice(row * length, length), own);
            own.Sort();
        }

        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<int> own = largest.AsSpan(i * _topCount, _topCount);
            for (int j = 0; j <= i; j++)
            {
                bool equal = own.SequenceEqual(largest.AsSpan(j * _topCount, _topCount));
                alike[(i * count) + j] = equal;
                alike[(j * count) + i] = equal;
            }
        }
    }
}
