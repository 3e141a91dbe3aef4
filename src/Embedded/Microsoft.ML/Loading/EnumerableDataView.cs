namespace Microsoft.ML.Data;

/// <summary>Objects as rows. They are enumerated anew by each cursor; arrays and lists can be read by several cursors at once.</summary>
internal sealed class EnumerableDataView<TRow>(IEnumerable<TRow> rows, RowDefinition definition) : IDataView
    where TRow : class
{
    private readonly MemberColumn<TRow>[] _members = [.. definition.Columns.Select(MemberColumn<TRow>.For)];

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = definition.ToSchema();

    public long? GetRowCount() => (rows as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => GetRowCursorSet(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = Schema.Flags(columnsNeeded);
        return rows is TRow[] or List<TRow>
            ? [.. IndexedShare.Divide(((IList<TRow>)rows).Count, n, null).Select(share => new ListCursor(this, active, share))]
            : [new StreamCursor(this, active)];
    }

    private IEnumerator<TRow> Enumerate() => rows.GetEnumerator();

    private TRow RowAt(int index) => rows is TRow[] array ? array[index] : ((List<TRow>)rows)[index];

    private static TRow NotNull(TRow? row) => row ?? throw new InvalidOperationException("There is a null among the rows.");

    private sealed class ListCursor(EnumerableDataView<TRow> owner, bool[] active, IndexedShare share) : IndexedCursor(owner.Schema, active, share)
    {
        private readonly CurrentRow<TRow> _current = new();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            RowErrors.RequireActive(this, column);
            return RowErrors.Typed<TValue>(owner._members[column.Index].CreateGetter(_current), column);
        }

        protected override void OnMoved() => _current.Object = NotNull(owner.RowAt((int)Index));

        protected override void OnEnd() => _current.Object = null;
    }

    private sealed class StreamCursor(EnumerableDataView<TRow> owner, bool[] active) : SourceCursor(owner.Schema, active)
    {
        private readonly CurrentRow<TRow> _current = new();
        private readonly IEnumerator<TRow> _rows = owner.Enumerate();

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
        {
            RequireRow();
            id = new DataViewRowId((ulong)Position, 0);
        };

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            RowErrors.RequireActive(this, column);
            return RowErrors.Typed<TValue>(owner._members[column.Index].CreateGetter(_current), column);
        }

        protected override bool MoveNextCore()
        {
            if (!_rows.MoveNext())
            {
                return false;
            }

            _current.Object = NotNull(_rows.Current);
            return true;
        }

        protected override void OnEnd() => _current.Object = null;

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _rows.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
