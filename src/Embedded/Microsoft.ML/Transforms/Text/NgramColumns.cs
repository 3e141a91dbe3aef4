using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Text;

/// <summary>Reads vectors of keys.</summary>
internal static class NgramColumns
{
    public const string Expected = "vector of Key type, and Key is convertible to UInt32";

    public static DataViewSchema.Column Require(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.Require(name);
        return column.Type is VectorDataViewType { ItemType: KeyDataViewType key } && key.RawType != typeof(ulong)
            ? column
            : throw SchemaErrors.Mismatch("inputSchema", "input", name, Expected, column.Type.ToString()!);
    }

    /// <summary>A function that gives the keys of the current row, valid until it is called again.</summary>
    public static KeyReader CreateReader(DataViewRow input, DataViewSchema.Column column) =>
        GenericCall.Invoke<KeyReader>(typeof(NgramColumns), nameof(CreateReaderFor), [column.Type.ItemOrSelf.RawType], input, column);

    private static KeyReader CreateReaderFor<TKey>(DataViewRow input, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<TKey>> getKeys = input.GetGetter<VBuffer<TKey>>(column);
        VBuffer<TKey> buffer = default;
        uint[] keys = [];
        return () =>
        {
            getKeys(ref buffer);
            if (keys.Length < buffer.Length)
            {
                keys = new uint[Math.Max(buffer.Length, 2 * keys.Length)];
            }
            Span<uint> row = keys.AsSpan(0, buffer.Length);
            row.Clear();
            ReadOnlySpan<TKey> values = buffer.GetValues();
            ReadOnlySpan<int> indices = buffer.GetIndices();
            for (int i = 0; i < values.Length; i++)
            {
                row[buffer.IsDense ? i : indices[i]] = (uint)KeyValue.Of(values[i]);
            }
            return row;
        };
    }

    internal delegate ReadOnlySpan<uint> KeyReader();
}
