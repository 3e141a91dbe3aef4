using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Text;

/// <summary>Checks of text columns.</summary>
internal static class TextColumns
{
    public static SchemaShape.Column Require(SchemaShape shape, string name)
    {
        SchemaShape.Column column = shape.Require(name);
        return column.ItemType is TextDataViewType ? column : throw SchemaErrors.Mismatch("inputSchema", "input", name, "scalar or vector of String", column.GetTypeString());
    }

    public static DataViewSchema.Column[] Require(DataViewSchema.Column[] columns)
    {
        foreach (DataViewSchema.Column column in columns)
        {
            if (column.Type.ItemOrSelf is not TextDataViewType)
            {
                throw SchemaErrors.Mismatch("inputSchema", "input", column.Name, "scalar or vector of String", column.Type.ToString()!);
            }
        }
        return columns;
    }

    /// <summary>Reads a text, or the texts of a vector, into a list that is used over and over.</summary>
    public static Action CreateReader(DataViewRow input, DataViewSchema.Column column, List<ReadOnlyMemory<char>> texts)
    {
        if (column.Type is not VectorDataViewType)
        {
            ValueGetter<ReadOnlyMemory<char>> getText = input.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> text = default;
            return () =>
            {
                getText(ref text);
                texts.Clear();
                texts.Add(text);
            };
        }
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getTexts = input.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column);
        VBuffer<ReadOnlyMemory<char>> buffer = default;
        return () =>
        {
            getTexts(ref buffer);
            texts.Clear();
            texts.AddRange(buffer.GetValues());
        };
    }

    public static void Write<T>(List<T> values, ref VBuffer<T> target)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref target, values.Count);
        values.CopyTo(editor.Values);
        target = editor.Commit();
    }
}
