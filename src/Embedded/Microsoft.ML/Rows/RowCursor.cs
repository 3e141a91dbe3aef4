namespace Microsoft.ML.Data;

/// <summary>Moves one cursor and shows a row that is computed from it.</summary>
internal sealed class RowCursor(DataViewRowCursor cursor, DataViewRow row) : DataViewRowCursor
{
    public override long Batch => row.Batch;

    public override long Position => row.Position;

    public override DataViewSchema Schema => row.Schema;

    public override bool MoveNext() => cursor.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            row.Dispose();
            cursor.Dispose();
        }

        base.Dispose(disposing);
    }
}
