namespace Microsoft.ML.Data;

/// <summary>Each row as often as a Poisson distribution of mean 1 says, as in a sample with replacement; or the rows that are not in that sample.</summary>
internal sealed class BootstrapDataView(IDataView source, int seed, bool complement) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(source.GetRowCursor(columnsNeeded), new Random(seed), complement);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(DataViewRowCursor input, Random random, bool complement) : LinkedCursor(input)
    {
        private int _repeats;
        private int _copy = -1;

        // Copies of one row have different ids.
        public override ValueGetter<DataViewRowId> GetIdGetter()
        {
            ValueGetter<DataViewRowId> getId = base.GetIdGetter();
            return (ref DataViewRowId id) =>
            {
                getId(ref id);
                id = id.Combine(new DataViewRowId((ulong)_copy, 0));
            };
        }

        protected override bool MoveNextCore()
        {
            if (++_copy < _repeats)
            {
                return true;
            }

            while (Input.MoveNext())
            {
                int draws = Poisson();
                _repeats = complement ? (draws == 0 ? 1 : 0) : draws;
                _copy = 0;
                if (_repeats > 0)
                {
                    return true;
                }
            }

            return false;
        }

        // Knuth: as many uniform numbers as can be multiplied before the product falls below 1/e.
        private int Poisson()
        {
            int count = -1;
            double product = 1;
            do
            {
                product *= random.NextDouble();
                count++;
            }
            while (product > 1 / Math.E);
            return count;
        }
    }
}
