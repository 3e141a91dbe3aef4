using System.Collections.Immutable;

namespace Microsoft.ML.Data;

/// <summary>The first rows of a view, read at once, to look at in a debugger.</summary>
public sealed class DataDebuggerPreview
{
    internal DataDebuggerPreview(IDataView data, int maxRows)
    {
        Schema = data.Schema;
        List<object?>[] values = [.. Schema.Select(_ => new List<object?>())];
        using DataViewRowCursor cursor = data.GetRowCursor(Schema);
        Func<object?>[] readers = [.. Schema.Select(c => RowGetters.Call<Func<object?>>(
            typeof(DataDebuggerPreview), c.Type is VectorDataViewType ? nameof(VectorReader) : nameof(ScalarReader), c.Type, cursor, c))];
        for (int row = 0; row < maxRows && cursor.MoveNext(); row++)
        {
            for (int i = 0; i < readers.Length; i++)
            {
                values[i].Add(readers[i]());
            }
        }

        ColumnView = [.. Schema.Select(c => new ColumnInfo(c, [.. values[c.Index]!]))];
        int rowCount = values.Length > 0 ? values[0].Count : 0;
        RowView = [.. Enumerable.Range(0, rowCount).Select(row => new RowInfo([.. Schema.Select(c => new KeyValuePair<string, object>(c.Name, values[c.Index][row]!))]))];
    }

    public DataViewSchema Schema { get; }

    public ImmutableArray<ColumnInfo> ColumnView { get; }

    public ImmutableArray<RowInfo> RowView { get; }

    public override string ToString() => $"{Schema.Count} columns, {RowView.Length} rows";

    private static Func<object?> ScalarReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        return () =>
        {
            T value = default!;
            getter(ref value);
            return value;
        };
    }

    private static Func<object?> VectorReader<T>(DataViewRow row, DataViewSchema.Column column) => ScalarReader<VBuffer<T>>(row, column);

    public sealed class ColumnInfo
    {
        internal ColumnInfo(DataViewSchema.Column column, object[] values) => (Column, Values) = (column, values);

        public DataViewSchema.Column Column { get; }

        public object[] Values { get; }

        public override string ToString() => $"{Column.Name}: {Column.Type}";
    }

    public sealed class RowInfo
    {
        internal RowInfo(KeyValuePair<string, object>[] values) => Values = values;

        public KeyValuePair<string, object>[] Values { get; }

        public override string ToString() => $"{Values.Length} columns";
    }
}
