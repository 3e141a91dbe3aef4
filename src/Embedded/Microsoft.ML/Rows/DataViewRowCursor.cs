namespace Microsoft.ML;

/// <summary>A <see cref="DataViewRow"/> that moves; before the first <see cref="MoveNext"/> and after the last it is on no row.</summary>
public abstract class DataViewRowCursor : DataViewRow
{
    protected DataViewRowCursor()
    {
    }

    public abstract bool MoveNext();
}
