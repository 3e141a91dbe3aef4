namespace Microsoft.ML.Data;

/// <summary>A cursor that is on rows of another cursor: it leaves some out, or changes their order.</summary>
internal abstract class LinkedCursor(DataViewRowCursor input) : DataViewRowCursor
{
    private long _position = -1;
    private bool _isDone;

    protected DataViewRowCursor Input => input;

    public override long Batch => input.Batch;

    public override long Position => _position;

    public override DataViewSchema Schema => input.Schema;

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

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

    protected abstract bool MoveNextCore();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _isDone = true;
            _position = -1;
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
