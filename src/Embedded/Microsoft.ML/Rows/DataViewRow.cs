using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>A row whose values getters write.</summary>
public abstract class DataViewRow : IDisposable
{
    protected DataViewRow()
    {
    }

    /// <summary>Rows of one batch are in one cursor of a set, in order; batches ascend within a cursor.</summary>
    public abstract long Batch { get; }

    /// <summary>Rows passed before this one; -1 before the first.</summary>
    public abstract long Position { get; }

    public abstract DataViewSchema Schema { get; }

    public abstract ValueGetter<DataViewRowId> GetIdGetter();

    public abstract bool IsColumnActive(DataViewSchema.Column column);

    /// <exception cref="InvalidOperationException">The column holds something else than <typeparamref name="TValue"/>.</exception>
    public abstract ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
