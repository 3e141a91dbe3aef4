namespace Microsoft.ML.Data;

/// <summary>A row whose values are the members of an object, one object after the other.</summary>
internal sealed class ObjectRow<TRow>(RowDefinition definition) : DataViewRow
    where TRow : class
{
    private readonly CurrentRow<TRow> _current = new();
    private readonly MemberColumn<TRow>[] _members = [.. definition.Columns.Select(MemberColumn<TRow>.For)];
    private long _position = -1;

    public override long Batch => 0;

    public override long Position => _position;

    public override DataViewSchema Schema { get; } = definition.ToSchema();

    public void MoveTo(TRow next)
    {
        _current.Object = next;
        _position++;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        Schema.RequireOwn(column);
        return true;
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Schema.RequireOwn(column);
        return RowErrors.Typed<TValue>(_members[column.Index].CreateGetter(_current), column);
    }
}
