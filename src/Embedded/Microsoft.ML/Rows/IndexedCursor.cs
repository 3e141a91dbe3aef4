namespace Microsoft.ML.Data;

/// <summary>A cursor over rows that can be reached in any order.</summary>
/// <param name="schema">The schema of the rows.</param>
/// <param name="isActive">Per column, whether its getter may be asked for.</param>
/// <param name="share">Which of the rows it gives, and in what order.</param>
internal abstract class IndexedCursor(DataViewSchema schema, bool[] isActive, IndexedShare share) : SourceCursor(schema, isActive)
{
    private long _step = -1;

    public sealed override long Batch => share.BatchOf(_step);

    /// <summary>The row the cursor is on.</summary>
    protected long Index { get; private set; }

    public sealed override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
    {
        RequireRow();
        id = new DataViewRowId((ulong)Index, 0);
    };

    protected sealed override bool MoveNextCore()
    {
        _step = share.Next(_step);
        if (_step >= share.RowCount)
        {
            return false;
        }

        Index = share.IndexOf(_step);
        OnMoved();
        return true;
    }

    protected virtual void OnMoved()
    {
    }
}
