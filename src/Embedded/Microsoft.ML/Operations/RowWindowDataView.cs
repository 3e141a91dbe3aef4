namespace Microsoft.ML.Data;

/// <summary>The rows of a view without the first ones, up to a number of them.</summary>
internal sealed class RowWindowDataView(IDataView source, long skip, long take) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount() is { } count ? Math.Min(Math.Max(0, count - skip), take) : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(source.GetRowCursor(columnsNeeded), skip, take);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(DataViewRowCursor input, long skip, long take) : LinkedCursor(input)
    {
        private long _left = take;
        private bool _hasSkipped;

        protected override bool MoveNextCore()
        {
            if (!_hasSkipped)
            {
                _hasSkipped = true;
                for (long i = 0; i < skip; i++)
                {
                    if (!Input.MoveNext())
                    {
                        return false;
                    }
                }
            }

            return _left-- > 0 && Input.MoveNext();
        }
    }
}
