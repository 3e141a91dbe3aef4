namespace Microsoft.ML.Data;

/// <summary>Pairs of columns as the base classes take them.</summary>
internal static class ColumnPairs
{
    public static (string outputColumnName, string inputColumnName)[] Of(string outputColumnName, string? inputColumnName)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        return [(outputColumnName, inputColumnName ?? outputColumnName)];
    }

    public static (string outputColumnName, string inputColumnName)[] Of(InputOutputColumnPair[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return [.. columns.Select(c => (c.OutputColumnName, c.InputColumnName))];
    }

    /// <summary>The column's type with other items: a vector keeps its dimensions.</summary>
    public static DataViewType WithItem(this DataViewType type, PrimitiveDataViewType item) =>
        type is VectorDataViewType vector ? new VectorDataViewType(item, vector.Dimensions) : item;

    /// <summary>Copies annotations of those kinds.</summary>
    public static DataViewSchema.Annotations.Builder Keep(this DataViewSchema.Column column, params string[] kinds)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(column.Annotations, kind => Array.IndexOf(kinds, kind) >= 0);
        return builder;
    }

    /// <summary>The shapes of annotations of those kinds.</summary>
    public static IEnumerable<SchemaShape.Column> Keep(this SchemaShape.Column column, params string[] kinds) =>
        column.Annotations.Where(annotation => Array.IndexOf(kinds, annotation.Name) >= 0);
}
