namespace Microsoft.ML.Data;

/// <summary>
/// The rows of a view in a drawn order: a pool of them is kept, one drawn from it is given, and the next row takes its place.
/// A source that can shuffle does so first. Every pass gives the same order.
/// </summary>
internal sealed class ShuffledDataView(IDataView source, int seed, int poolSize, bool shuffleSource) : IDataView
{
    public bool CanShuffle => true;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        Random random = rand ?? new Random(seed);
        bool[] active = Schema.Flags(columnsNeeded);
        DataViewRowCursor input = source.GetRowCursor(Schema.Where(c => active[c.Index]), shuffleSource && source.CanShuffle ? new Random(random.Next()) : null);
        return new Cursor(input, active, poolSize, random);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : LinkedCursor
    {
        private readonly PoolColumn?[] _columns;
        private readonly PoolColumn<DataViewRowId> _ids;
        private readonly int[] _slots; // the rows in the pool are in the first _count of these; the one after them is free or the current row
        private readonly Random _random;
        private int _count = -1;

        public Cursor(DataViewRowCursor input, bool[] active, int poolSize, Random random)
            : base(input)
        {
            _random = random;
            _slots = [.. Enumerable.Range(0, poolSize + 1)];
            _columns = [.. Schema.Select(c => active[c.Index] ? PoolColumn.For(input, c, poolSize + 1) : null)];
            _ids = new PoolColumn<DataViewRowId>(input.GetIdGetter(), poolSize + 1);
        }

        public override long Batch => 0;

        public override ValueGetter<DataViewRowId> GetIdGetter() => _ids.Getter(CurrentSlot);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            RowErrors.RequireActive(this, column);
            return RowErrors.Typed<TValue>(_columns[column.Index]!.UntypedGetter(CurrentSlot), column);
        }

        protected override bool MoveNextCore()
        {
            _count = Math.Max(_count, 0);
            while (_count < _slots.Length - 1 && Input.MoveNext())
            {
                Store(_slots[_count++]);
            }

            if (_count == 0)
            {
                return false;
            }

            int drawn = _random.Next(_count);
            _count--;
            (_slots[drawn], _slots[_count]) = (_slots[_count], _slots[drawn]);

            // The drawn row stays where it is until the next move: its slot changes places with the spare one behind the pool.
            (_slots[_count], _slots[^1]) = (_slots[^1], _slots[_count]);
            return true;
        }

        private void Store(int slot)
        {
            _ids.Store(slot);
            foreach (PoolColumn? column in _columns)
            {
                column?.Store(slot);
            }
        }

        private int CurrentSlot() => Position >= 0 ? _slots[^1] : throw RowErrors.NotOnRow();
    }
}
