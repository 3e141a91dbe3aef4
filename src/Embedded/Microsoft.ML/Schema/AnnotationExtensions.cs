namespace Microsoft.ML.Data;

/// <summary>Short ways to write and read the usual annotations.</summary>
internal static class AnnotationExtensions
{
    public static void AddText(this DataViewSchema.Annotations.Builder builder, string kind, string value) =>
        builder.AddPrimitiveValue(kind, TextDataViewType.Instance, value.AsMemory());

    public static void AddVector<T>(this DataViewSchema.Annotations.Builder builder, string kind, PrimitiveDataViewType itemType, T[] values)
    {
        var buffer = new VBuffer<T>(values.Length, values);
        builder.Add(kind, new VectorDataViewType(itemType, values.Length), (ref VBuffer<T> target) => buffer.CopyTo(ref target));
    }

    public static void AddSlotNames(this DataViewSchema.Annotations.Builder builder, IEnumerable<string> names) =>
        builder.AddVector(AnnotationKinds.SlotNames, TextDataViewType.Instance, [.. names.Select(n => n.AsMemory())]);

    public static void AddKeyValues<T>(this DataViewSchema.Annotations.Builder builder, PrimitiveDataViewType itemType, T[] values) =>
        builder.AddVector(AnnotationKinds.KeyValues, itemType, values);

    public static void AddIsNormalized(this DataViewSchema.Annotations.Builder builder) =>
        builder.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);

    public static SchemaShape.Column SlotNamesShape { get; } = new(AnnotationKinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, isKey: false);

    public static SchemaShape.Column IsNormalizedShape { get; } = new(AnnotationKinds.IsNormalized, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, isKey: false);

    public static SchemaShape.Column CategoricalSlotRangesShape { get; } =
        new(AnnotationKinds.CategoricalSlotRanges, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Int32, isKey: false);

    /// <summary>The key values of a column as text, whatever they are; null if it has none of them or not as many as the key counts.</summary>
    public static string[]? KeyValuesAsText(this DataViewSchema.Column column)
    {
        DataViewSchema.Column? values = column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues);
        return values?.Type is VectorDataViewType { IsKnownSize: true } vector && column.Type.ItemOrSelf is KeyDataViewType key && key.Count == (ulong)vector.Size
            ? ValueText.ReadAll(column.Annotations, values.Value)
            : null;
    }
}
