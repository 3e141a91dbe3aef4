namespace Microsoft.ML.Data;

/// <summary>The values of one column, kept in memory.</summary>
internal abstract class ColumnStore
{
    public static ColumnStore For(DataViewType type) => (ColumnStore)Activator.CreateInstance(
        (type is VectorDataViewType ? typeof(VectorStore<>) : typeof(ScalarStore<>)).MakeGenericType(type.ItemOrSelf.RawType))!;

    /// <summary>An action that adds the value of the row which the cursor is on.</summary>
    public abstract Action Filler(DataViewRow row, DataViewSchema.Column column);

    /// <summary>A getter of the value at the index that <paramref name="position"/> tells.</summary>
    public abstract Delegate Getter(Func<int> position);
}
