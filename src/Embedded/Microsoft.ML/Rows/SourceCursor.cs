namespace Microsoft.ML.Data;

/// <summary>A cursor that rows begin at: over rows in memory, a file, ...</summary>
internal abstract class SourceCursor(DataViewSchema schema, bool[] isActive) : DataViewRowCursor
{
    private long _position = -1;
    private bool _isDone;

    public override long Batch => 0;

    public override long Position => _position;

    public override DataViewSchema Schema => schema;

    /// <summary>Whether there is a row to fetch values of.</summary>
    protected bool IsOnRow => _position >= 0;

    public sealed override bool MoveNext()
    {
        if (_isDone)
        {
            return false;
        }

        if (MoveNextCore())
        {
            _position++;
            return true;
        }

        _isDone = true;
        _position = -1;
        return false;
    }

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        schema.RequireOwn(column);
        return isActive[column.Index];
    }

    protected abstract bool MoveNextCore();

    protected void RequireRow()
    {
        if (_position < 0)
        {
            throw RowErrors.NotOnRow();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _isDone = true;
        _position = -1;
        base.Dispose(disposing);
    }
}
