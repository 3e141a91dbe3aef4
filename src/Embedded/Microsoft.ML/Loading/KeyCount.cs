namespace Microsoft.ML.Data;

/// <summary>How many values a key has; null: as many as its number type allows.</summary>
public sealed class KeyCount
{
    public ulong? Count;

    public KeyCount()
    {
    }

    public KeyCount(ulong count)
    {
        ArgumentOutOfRangeException.ThrowIfZero(count);
        Count = count;
    }

    internal KeyDataViewType ToType(Type rawType) => new(
        rawType,
        Count ?? (rawType == typeof(byte) ? byte.MaxValue : rawType == typeof(ushort) ? ushort.MaxValue : rawType == typeof(uint) ? uint.MaxValue : ulong.MaxValue));
}
