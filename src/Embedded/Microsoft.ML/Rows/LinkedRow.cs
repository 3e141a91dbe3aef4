namespace Microsoft.ML.Data;

/// <summary>A row that is where another row is.</summary>
internal abstract class LinkedRow(DataViewRow input) : DataViewRow
{
    protected DataViewRow Input => input;

    public override long Batch => input.Batch;

    public override long Position => input.Position;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
