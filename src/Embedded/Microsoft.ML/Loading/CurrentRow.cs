namespace Microsoft.ML.Data;

/// <summary>The object that getters read from; null where a cursor is on no row.</summary>
internal sealed class CurrentRow<TRow>
    where TRow : class
{
    public TRow? Object { get; set; }

    public TRow Required => Object ?? throw RowErrors.NotOnRow();
}
