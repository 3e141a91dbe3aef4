namespace Microsoft.ML.Data;

/// <summary>Labels as class numbers.</summary>
internal static class LabelGetter
{
    /// <summary>Class number from 0; NaN where the label is missing.</summary>
    public static ValueGetter<float> Create(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        KeyDataViewType key => GenericCall.Invoke<ValueGetter<float>>(typeof(LabelGetter), nameof(OfKey), [key.RawType], row, column),
        NumberDataViewType { RawType: var type } when type == typeof(float) => row.GetGetter<float>(column),
        _ => throw SchemaErrors.Mismatch("data", "label", column.Name, "Single or Key", column.Type.ToString()!),
    };

    private static ValueGetter<float> OfKey<TKey>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<TKey> getKey = row.GetGetter<TKey>(column);
        TKey key = default!;
        return (ref float label) =>
        {
            getKey(ref key);
            ulong number = KeyValue.Of(key);
            label = number == 0 ? float.NaN : number - 1;
        };
    }
}
