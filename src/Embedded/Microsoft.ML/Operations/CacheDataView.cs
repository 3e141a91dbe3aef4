namespace Microsoft.ML.Data;

/// <summary>Keeps what has been read in memory, column by column: each column is read from the source at most once.</summary>
/// <param name="source">Where they come from.</param>
/// <param name="prefetched">Columns that are read as soon as any is.</param>
internal sealed class CacheDataView(IDataView source, bool[]? prefetched = null) : IDataView
{
    private readonly Lock _lock = new();
    private readonly ColumnStore?[] _columns = new ColumnStore?[source.Schema.Count];
    private long _rowCount = -1;

    public bool CanShuffle => true;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => _rowCount >= 0 ? _rowCount : source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => GetRowCursorSet(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = Schema.Flags(columnsNeeded);
        Fill(active);
        return [.. IndexedShare.Divide(_rowCount, n, rand).Select(share => new Cursor(this, active, share))];
    }

    /// <summary>Reads the columns that are needed and not yet here, all in one pass.</summary>
    private void Fill(bool[] needed)
    {
        lock (_lock)
        {
            DataViewSchema.Column[] missing = [.. Schema.Where(c => (needed[c.Index] || prefetched?[c.Index] == true) && _columns[c.Index] is null)];
            if (missing.Length == 0 && _rowCount >= 0)
            {
                return;
            }

            ColumnStore[] stores = [.. missing.Select(c => ColumnStore.For(c.Type))];
            using DataViewRowCursor cursor = source is MappedDataView or FilteredDataView ? ParallelRows.Open(source, missing) : source.GetRowCursor(missing);
            Action[] fillers = [.. stores.Select((s, i) => s.Filler(cursor, missing[i]))];
            long count = 0;
            for (; cursor.MoveNext(); count++)
            {
                foreach (Action fill in fillers)
                {
                    fill();
                }
            }

            if (_rowCount >= 0 && _rowCount != count)
            {
                throw new InvalidOperationException($"The source of the cache had {_rowCount} rows when it was first read and has {count} now.");
            }

            for (int i = 0; i < missing.Length; i++)
            {
                _columns[missing[i].Index] = stores[i];
            }

            _rowCount = count;
        }
    }

    private sealed class Cursor(CacheDataView owner, bool[] active, IndexedShare share) : IndexedCursor(owner.Schema, active, share)
    {
        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            RowErrors.RequireActive(this, column);
            return RowErrors.Typed<TValue>(owner._columns[column.Index]!.Getter(Position32), column);
        }

        private int Position32()
        {
            RequireRow();
            return (int)Index;
        }
    }
}
