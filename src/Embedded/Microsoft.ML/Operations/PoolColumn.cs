namespace Microsoft.ML.Data;

/// <summary>Slots for values of one column.</summary>
internal abstract class PoolColumn
{
    public static PoolColumn For(DataViewRow row, DataViewSchema.Column column, int slotCount)
    {
        Delegate getter = RowGetters.Get(row, column);
        return (PoolColumn)Activator.CreateInstance(typeof(PoolColumn<>).MakeGenericType(column.Type.RawType), getter, slotCount)!;
    }

    /// <summary>Puts the current value into a slot.</summary>
    public abstract void Store(int slot);

    public abstract Delegate UntypedGetter(Func<int> slot);
}
