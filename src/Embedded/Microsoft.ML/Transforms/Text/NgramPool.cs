namespace Microsoft.ML.Transforms.Text;

/// <summary>Numbers the distinct sequences of keys it is given, in order; finds the number of one without allocating. Reading is safe from several threads.</summary>
internal sealed class NgramPool
{
    private readonly List<uint> _keys = [];
    private readonly List<int> _starts = [0];
    private int[] _buckets = new int[16]; // number + 1, 0 where free; open addressing

    public int Count => _starts.Count - 1;

    /// <summary>The sequence with that number.</summary>
    public ReadOnlySpan<uint> this[int number] => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_keys)[_starts[number].._starts[number + 1]];

    /// <summary>The number of a sequence, or -1.</summary>
    public int Find(ReadOnlySpan<uint> sequence) => _buckets[Slot(sequence)] - 1;

    /// <summary>Adds a sequence that is not there yet; gives its number.</summary>
    public int Add(ReadOnlySpan<uint> sequence)
    {
        if (2 * (Count + 1) > _buckets.Length)
        {
            _buckets = new int[2 * _buckets.Length];
            for (int i = 0; i < Count; i++)
            {
                _buckets[Slot(this[i])] = i + 1;
            }
        }
        int slot = Slot(sequence);
        foreach (uint key in sequence)
        {
            _keys.Add(key);
        }
        _starts.Add(_keys.Count);
        return (_buckets[slot] = Count) - 1;
    }

    private int Slot(ReadOnlySpan<uint> sequence)
    {
        uint hash = (uint)sequence.Length;
        foreach (uint key in sequence)
        {
            hash = (hash ^ key) * 0x9E3779B1;
            hash ^= hash >> 15;
        }
        int mask = _buckets.Length - 1;
        int slot = (int)hash & mask;
        while (_buckets[slot] != 0 && !this[_buckets[slot] - 1].SequenceEqual(sequence))
        {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Count);
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<uint> sequence = this[i];
            writer.Write((byte)sequence.Length);
            foreach (uint key in sequence)
            {
                writer.Write(key);
            }
        }
    }

    public static NgramPool Load(BinaryReader reader)
    {
        var pool = new NgramPool();
        int count = reader.ReadInt32();
        Span<uint> sequence = stackalloc uint[byte.MaxValue];
        for (int i = 0; i < count; i++)
        {
            int length = reader.ReadByte();
            for (int j = 0; j < length; j++)
            {
                sequence[j] = reader.ReadUInt32();
            }
            pool.Add(sequence[..length]);
        }
        return pool;
    }
}
