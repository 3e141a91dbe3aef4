namespace Microsoft.ML.Data;

/// <summary>A view whose rows are mapped when a cursor is on them.</summary>
internal sealed class MappedDataView(IDataView source, IRowToRowMapper mapper) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => mapper.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return Map(source.GetRowCursor(mapper.GetDependencies(needed), rand), needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return [.. source.GetRowCursorSet(mapper.GetDependencies(needed), n, rand).Select(c => Map(c, needed))];
    }

    private RowCursor Map(DataViewRowCursor cursor, DataViewSchema.Column[] needed) => new(cursor, mapper.GetRow(cursor, needed));
}
