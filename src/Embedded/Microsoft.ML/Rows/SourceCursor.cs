namespace Microsoft.ML.Data;

/// <summary>A cursor that rows begin at: over rows in memory, a file, ...</summary>
internal abstract class SourceCursor(DataViewSchema schema, bool[] isActive) : DataViewRowCursor
{
    private long _position = -1;
    private bool _isDone;

    public override long Batch => 0;

    public override long Position => _position;

    public override DataViewSchema Schema => schema;

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

        End();
        return false;
    }

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        schema.RequireOwn(column);
        return isActive[column.Index];
    }

    protected abstract bool MoveNextCore();

    /// <summary>The cursor has left its last row, or was disposed.</summary>
    protected virtual void OnEnd()
    {
    }

    protected void RequireRow()
    {
        if (_position < 0)
        {
            throw RowErrors.NotOnRow();
        }
    }

    protected override void Dispose(bool disposing)
    {
        End();
        base.Dispose(disposing);
    }

    private void End()
    {
        _isDone = true;
        _position = -1;
        OnEnd();
    }
}
