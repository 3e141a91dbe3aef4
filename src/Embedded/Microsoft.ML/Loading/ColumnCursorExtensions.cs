using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Reads one column.</summary>
public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(columnName);
        return GetColumn<T>(data, data.Schema.GetColumnOrNull(columnName) ?? throw SchemaErrors.Missing(nameof(columnName), "input", columnName, data.Schema));
    }

    /// <summary>The values of a column: of its raw type, vectors also as arrays, text also as strings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column holds something else.</exception>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        ArgumentNullException.ThrowIfNull(data);
        data.Schema.RequireOwn(column);
        Type raw = column.Type.RawType;
        if (typeof(T) == raw)
        {
            // A buffer that is handed out must not be filled again.
            return column.Type is VectorDataViewType vector
                ? Read(data, column, MakeReader<T>(nameof(BufferReader), vector.ItemType.RawType))
                : Read(data, column, DirectReader<T>);
        }

        if (typeof(T) == typeof(string) && raw == typeof(ReadOnlyMemory<char>))
        {
            return Read(data, column, MakeReader<T>(nameof(TextReader)));
        }

        if (typeof(T) == typeof(string[]) && raw == typeof(VBuffer<ReadOnlyMemory<char>>))
        {
            return Read(data, column, MakeReader<T>(nameof(TextArrayReader)));
        }

        if (typeof(T).IsArray && raw == typeof(VBuffer<>).MakeGenericType(typeof(T).GetElementType()!))
        {
            return Read(data, column, MakeReader<T>(nameof(ArrayReader), typeof(T).GetElementType()!));
        }

        throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is {column.Type}, which cannot be read as {typeof(T)}; {raw} fits.");
    }

    private static IEnumerable<T> Read<T>(IDataView data, DataViewSchema.Column column, Func<DataViewRow, DataViewSchema.Column, Func<T>> makeReader)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        Func<T> read = makeReader(cursor, column);
        while (cursor.MoveNext())
        {
            yield return read();
        }
    }

    private static Func<DataViewRow, DataViewSchema.Column, Func<T>> MakeReader<T>(string method, params Type[] arguments)
    {
        MethodInfo found = typeof(ColumnCursorExtensions).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!;
        return (arguments.Length > 0 ? found.MakeGenericMethod(arguments) : found).CreateDelegate<Func<DataViewRow, DataViewSchema.Column, Func<T>>>();
    }

    private static Func<T> DirectReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return value;
        };
    }

    private static Func<VBuffer<T>> BufferReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        return () =>
        {
            VBuffer<T> value = default;
            getter(ref value);
            return value;
        };
    }

    private static Func<T[]> ArrayReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            var array = new T[value.Length];
            value.CopyTo(array);
            return array;
        };
    }

    private static Func<string> TextReader(DataViewRow row, DataViewSchema.Column column)
    {
        Func<ReadOnlyMemory<char>> read = DirectReader<ReadOnlyMemory<char>>(row, column);
        return () => read().ToString();
    }

    private static Func<string[]> TextArrayReader(DataViewRow row, DataViewSchema.Column column)
    {
        Func<ReadOnlyMemory<char>[]> read = ArrayReader<ReadOnlyMemory<char>>(row, column);
        return () => Array.ConvertAll(read(), t => t.ToString());
    }
}
