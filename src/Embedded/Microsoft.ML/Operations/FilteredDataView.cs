namespace Microsoft.ML.Data;

/// <summary>The rows of a view that a test lets pass.</summary>
/// <param name="source">The view.</param>
/// <param name="testedColumns">Columns that the test reads.</param>
/// <param name="makeTest">Makes the test for one cursor.</param>
internal sealed class FilteredDataView(IDataView source, DataViewSchema.Column[] testedColumns, Func<DataViewRow, Func<bool>> makeTest) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        Filter(source.GetRowCursor(columnsNeeded.Concat(testedColumns), rand));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. source.GetRowCursorSet(columnsNeeded.Concat(testedColumns), n, rand).Select(Filter)];

    private DataViewRowCursor Filter(DataViewRowCursor cursor) => new Cursor(cursor, makeTest(cursor));

    private sealed class Cursor(DataViewRowCursor input, Func<bool> passes) : LinkedCursor(input)
    {
        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
            {
                if (passes())
                {
                    return true;
                }
            }

            return false;
        }
    }
}
