using System.Collections;

namespace Microsoft.ML.Data;

/// <summary>
/// The value of a vector column: dense (every value stored) or sparse (values at ascending indices, the rest <c>default</c>).
/// Cursors fill one buffer over and over, so its arrays are usually longer than what they hold.
/// </summary>
public readonly struct VBuffer<T> : IEnumerable
{
    public readonly int Length;
    private readonly int _count;
    private readonly T[]? _values;
    private readonly int[]? _indices;

    public VBuffer(int length, T[] values, int[]? indices = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        RequireCapacity(values, length, nameof(values));
        Length = _count = length;
        _values = values;
        _indices = indices;
    }

    /// <param name="length">How many values the vector has.</param>
    /// <param name="count">How many of them are stored.</param>
    /// <param name="values">The stored values.</param>
    /// <param name="indices">Where they are, ascending; not read when all are stored.</param>
    public VBuffer(int length, int count, T[] values, int[] indices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (count < 0 || count > length)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"A vector of length {length} stores 0 to {length} values.");
        }

        RequireCapacity(values, count, nameof(values));
        if (count < length)
        {
            RequireCapacity(indices, count, nameof(indices));
        }

        Length = length;
        _count = count;
        _values = values;
        _indices = indices;
    }

    private VBuffer(T[] values, int[] indices, int length, int count) => (_values, _indices, Length, _count) = (values, indices, length, count);

    public bool IsDense => _count == Length;

    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

    /// <summary>Where the values of <see cref="GetValues"/> are; empty when the vector is dense.</summary>
    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default!)
    {
        if (destinationIndex < 0 || destinationIndex > destination.Length - Length)
        {
            throw new ArgumentException($"{destination.Length} values from index {destinationIndex} on are not enough to hold {Length}.", nameof(destination));
        }

        Span<T> target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }

        target.Fill(defaultValue);
        ReadOnlySpan<T> values = GetValues();
        ReadOnlySpan<int> indices = GetIndices();
        for (int i = 0; i < indices.Length; i++)
        {
            target[indices[i]] = values[i];
        }
    }

    public void CopyTo(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        if (sourceIndex < 0 || sourceIndex > Length)
        {
            throw new ArgumentException($"There is no index {sourceIndex} in a vector of length {Length}.", nameof(sourceIndex));
        }

        if (length < 0 || sourceIndex > Length - length)
        {
            throw new ArgumentException($"There are no {length} values from index {sourceIndex} on in a vector of length {Length}.", nameof(length));
        }

        ReadOnlySpan<int> indices = GetIndices();
        int first = IsDense ? sourceIndex : FirstAtOrAfter(indices, sourceIndex);
        int count = IsDense ? length : FirstAtOrAfter(indices, sourceIndex + length) - first;
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length, count);
        GetValues().Slice(first, count).CopyTo(editor.Values);
        for (int i = 0; i < editor.Indices.Length; i++)
        {
            editor.Indices[i] = indices[first + i] - sourceIndex;
        }

        destination = editor.Commit();
    }

    public void CopyToDense(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public IEnumerable<T> DenseValues()
    {
        for (int i = 0, stored = 0; i < Length; i++)
        {
            bool isStored = IsDense || (stored < _count && _indices![stored] == i);
            yield return isStored ? _values![stored++] : default!;
        }
    }

    /// <param name="all">True: also the values that are not stored.</param>
    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
    {
        if (all)
        {
            int index = 0;
            foreach (T value in DenseValues())
            {
                yield return new KeyValuePair<int, T>(index++, value);
            }

            yield break;
        }

        for (int i = 0; i < _count; i++)
        {
            yield return new KeyValuePair<int, T>(IsDense ? i : _indices![i], _values![i]);
        }
    }

    public void GetItemOrDefault(int index, ref T destination) => destination = GetItemOrDefault(index);

    public T GetItemOrDefault(int index)
    {
        if (index < 0 || index >= Length)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The vector has indices 0 to {Length - 1}.");
        }

        if (IsDense)
        {
            return _values![index];
        }

        int at = GetIndices().BinarySearch(index);
        return at >= 0 ? _values![at] : default!;
    }

    public IEnumerator GetEnumerator() => DenseValues().GetEnumerator();

    public override string ToString() => IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";

    /// <summary>As the constructor, for arrays known to be long enough.</summary>
    internal static VBuffer<T> Unchecked(int length, int count, T[] values, int[] indices) => new(values, indices, length, count);

    internal VBufferEditor<T> Edit() => new(Length, _count, _values ?? [], _indices ?? [], withIndices: !IsDense, false, false);

    internal VBufferEditor<T> Edit(int length, int? valueCount, int? maximumCapacity, bool keepOld, bool indicesOnDense)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int count = valueCount ?? length;
        if (count < 0 || count > length)
        {
            throw new ArgumentOutOfRangeException(nameof(valueCount), count, $"A vector of length {length} stores 0 to {length} values.");
        }

        T[] values = Grown(_values, count, maximumCapacity ?? length, keepOld, out bool newValues);
        bool withIndices = count < length || indicesOnDense;
        bool newIndices = false;
        int[] indices = withIndices ? Grown(_indices, count, maximumCapacity ?? length, keepOld, out newIndices) : _indices ?? [];
        return new VBufferEditor<T>(length, count, values, indices, withIndices, newValues, newIndices);
    }

    private static TItem[] Grown<TItem>(TItem[]? old, int count, int maximum, bool keepOld, out bool created)
    {
        if (old is not null && old.Length >= count)
        {
            created = false;
            return old;
        }

        created = count > 0;
        if (!created)
        {
            return [];
        }

        // Doubling, so that rows which get longer and longer do not allocate each time; never more than the vector can need.
        int capacity = Math.Max(count, Math.Min(maximum, 2 * (old?.Length ?? 0)));
        var grown = new TItem[capacity];
        if (keepOld && old is not null)
        {
            old.CopyTo(grown, 0);
        }

        return grown;
    }

    private static int FirstAtOrAfter(ReadOnlySpan<int> indices, int index)
    {
        int at = indices.BinarySearch(index);
        return at >= 0 ? at : ~at;
    }

    private static void RequireCapacity<TItem>(TItem[]? items, int count, string name)
    {
        if ((items?.Length ?? 0) < count)
        {
            throw new ArgumentException($"{items?.Length ?? 0} items are not enough for a vector that stores {count}.", name);
        }
    }
}
