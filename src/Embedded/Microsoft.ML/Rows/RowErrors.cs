namespace Microsoft.ML.Data;

/// <summary>Checks that every row makes before it gives a getter away.</summary>
internal static class RowErrors
{
    public static void RequireActive(DataViewRow row, DataViewSchema.Column column)
    {
        if (!row.IsColumnActive(column))
        {
            throw new ArgumentException($"Column '{column.Name}' is not active: ask for it among the needed columns when the cursor is made.", nameof(column));
        }
    }

    public static ValueGetter<TValue> Typed<TValue>(Delegate getter, DataViewSchema.Column column) =>
        getter as ValueGetter<TValue>
        ?? throw new InvalidOperationException($"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{column.Type.RawType}' of column '{column.Name}'.");

    public static InvalidOperationException NotOnRow() =>
        new("Values cannot be fetched at this time: the cursor is not on a row. Call MoveNext first, and no more after it gave false.");
}
