namespace Microsoft.ML.Data;

/// <summary>The rows that one of several cursors gives: every so many-th block of them, in order or in a drawn order.</summary>
internal sealed class IndexedShare
{
    private const int BlockSize = 64;
    private readonly int[]? _order;
    private readonly int _cursor;
    private readonly int _cursorCount;

    private IndexedShare(long rowCount, int[]? order, int cursor, int cursorCount) =>
        (RowCount, _order, _cursor, _cursorCount) = (rowCount, order, cursor, cursorCount);

    public long RowCount { get; }

    /// <summary>Shares for at most <paramref name="cursorCount"/> cursors; fewer when there are not so many blocks.</summary>
    public static IndexedShare[] Divide(long rowCount, int cursorCount, Random? random)
    {
        int[]? order = null;
        if (random is not null)
        {
            order = [.. Enumerable.Range(0, checked((int)rowCount))];
            random.Shuffle(order);
        }

        int count = (int)Math.Clamp((rowCount + BlockSize - 1) / BlockSize, 1, Math.Max(1, cursorCount));
        return [.. Enumerable.Range(0, count).Select(i => new IndexedShare(rowCount, order, i, count))];
    }

    public long BatchOf(long step) => _cursorCount == 1 ? 0 : step / BlockSize;

    public long IndexOf(long step) => _order is null ? step : _order[step];

    /// <summary>The step after this one; -1 is before the first.</summary>
    public long Next(long step)
    {
        if (step < 0)
        {
            return (long)_cursor * BlockSize;
        }

        step++;
        return _cursorCount > 1 && step % BlockSize == 0 ? step + ((_cursorCount - 1L) * BlockSize) : step;
    }
}
