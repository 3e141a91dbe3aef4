namespace Microsoft.ML.Data;

/// <summary>The values that stand behind keys 1 to Count.</summary>
internal abstract class KeyTable(PrimitiveDataViewType itemType)
{
    /// <summary>Type of the values.</summary>
    public PrimitiveDataViewType ItemType => itemType;

    public abstract int Count { get; }

    /// <summary>A key type has at least one value, also for an empty table.</summary>
    public KeyDataViewType KeyType => new(typeof(uint), Math.Max(Count, 1));

    public abstract void Save(BinaryWriter writer);
}

/// <summary>A table being filled, or one to look values up in; looking up is safe from several threads.</summary>
internal sealed class KeyTable<T> : KeyTable
    where T : notnull
{
    private readonly Dictionary<T, uint> _keys = new(ItemTraits<T>.Equality);
    private readonly List<T> _values = [];

    public KeyTable(PrimitiveDataViewType itemType)
        : base(itemType)
    {
    }

    public KeyTable(PrimitiveDataViewType itemType, IEnumerable<T> values)
        : base(itemType)
    {
        foreach (T value in values)
        {
            TryAdd(value);
        }
    }

    public override int Count => _values.Count;

    /// <summary>In the order of their keys.</summary>
    public IReadOnlyList<T> Values => _values;

    /// <summary>Adds a value that is neither missing nor there already.</summary>
    public bool TryAdd(T value)
    {
        if (IsMissing(value) || _keys.ContainsKey(value))
        {
            return false;
        }
        T kept = ItemTraits<T>.Keep(value);
        _values.Add(kept);
        _keys.Add(kept, (uint)_values.Count);
        return true;
    }

    /// <summary>The key of a value, 0 where there is none.</summary>
    public uint Find(T value) => ItemTraits<T>.IsNaN(value) ? 0 : _keys.GetValueOrDefault(value);

    /// <summary>The same values in ascending order.</summary>
    public KeyTable<T> Sorted() => new(ItemType, _values.Order(ItemTraits<T>.Order));

    public override void Save(BinaryWriter writer)
    {
        writer.Write(Count);
        foreach (T value in _values)
        {
            ValueCodec.Write(writer, value);
        }
    }

    public static KeyTable<T> Load(BinaryReader reader, PrimitiveDataViewType itemType)
    {
        int count = reader.ReadInt32();
        ModelFormat.Check(count >= 0 && count <= reader.BaseStream.Length, $"Corrupt model file: a key table of {count} values.");
        return new KeyTable<T>(itemType, Enumerable.Range(0, count).Select(_ => ValueCodec.Read<T>(reader)));
    }

    private bool IsMissing(T value) =>
        ItemTraits<T>.IsNaN(value) || (value is ReadOnlyMemory<char> { IsEmpty: true }) || (ItemType is KeyDataViewType && value.Equals(default(T)));
}
