namespace Microsoft.ML.Data;

/// <summary>The annotations by which evaluators know a scorer's columns.</summary>
internal static class ScoreAnnotations
{
    private static readonly KeyDataViewType s_setIdType = new(typeof(uint), int.MaxValue);

    public static DataViewSchema.Annotations.Builder Begin(DataViewSchema inputSchema, string columnKind, string valueKind)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(AnnotationKinds.ScoreColumnSetId, s_setIdType, NextSetId(inputSchema));
        builder.AddText(AnnotationKinds.ScoreColumnKind, columnKind);
        builder.AddText(AnnotationKinds.ScoreValueKind, valueKind);
        return builder;
    }

    /// <summary>The annotations of a scorer's columns, for the shape of its output.</summary>
    public static SchemaShape Shape(params SchemaShape.Column[] others) => new(
    [
        SchemaShape.Column.Of(AnnotationKinds.ScoreColumnSetId, s_setIdType),
        SchemaShape.Column.Of(AnnotationKinds.ScoreColumnKind, TextDataViewType.Instance),
        SchemaShape.Column.Of(AnnotationKinds.ScoreValueKind, TextDataViewType.Instance),
        .. others,
    ]);

    // One more than the sets which are there: the columns of one scorer have one id.
    private static uint NextSetId(DataViewSchema schema)
    {
        uint largest = 0;
        foreach (DataViewSchema.Column column in schema)
        {
            if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.ScoreColumnSetId)?.Type is KeyDataViewType key && key.RawType == typeof(uint))
            {
                uint id = 0;
                column.Annotations.GetValue(AnnotationKinds.ScoreColumnSetId, ref id);
                largest = Math.Max(largest, id);
            }
        }

        return largest + 1;
    }
}
