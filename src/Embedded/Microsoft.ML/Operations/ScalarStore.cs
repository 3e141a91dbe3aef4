namespace Microsoft.ML.Data;

internal sealed class ScalarStore<T> : ColumnStore
{
    private readonly List<T> _values = [];

    public override Action Filler(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            _values.Add(value);
        };
    }

    public override Delegate Getter(Func<int> position) => (ValueGetter<T>)((ref T target) => target = _values[position()]);
}
