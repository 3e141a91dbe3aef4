namespace Microsoft.ML.Data;

internal sealed class PoolColumn<T>(ValueGetter<T> source, int slotCount) : PoolColumn
{
    private readonly T[] _slots = new T[slotCount];

    public override void Store(int slot) => source(ref _slots[slot]);

    public ref readonly T At(int slot) => ref _slots[slot];

    public override Delegate UntypedGetter(Func<int> slot) => Getter(slot);

    public ValueGetter<T> Getter(Func<int> slot) => Copier.Of(_slots, slot);
}
