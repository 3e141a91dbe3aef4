using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>Reads and writes a tensor's values in row-major order of its shape, wherever they lie in memory.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly Tensor _tensor;

    internal TensorAccessor(Tensor tensor)
    {
        _ = tensor.Data;
        _tensor = tensor;
    }

    public long Count => _tensor.numel();

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => At(_tensor.Data, indices);
        set
        {
            At(_tensor.Data, indices) = value;
            _tensor.Data.Buffer.Touch();
        }
    }

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !(left == right);

    public T[] ToArray()
    {
        T[] values = new T[Count];
        CopyTo(values);
        return values;
    }

    /// <summary>A .NET array of the tensor's rank; a single value becomes an array of one.</summary>
    public Array ToNDArray()
    {
        if (_tensor.ndim < 2)
        {
            return ToArray();
        }
        Array array = Array.CreateInstance(typeof(T), _tensor.shape);
        CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), checked((int)Count)));
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        using TensorData contiguous = Copy.Contiguous(_tensor.Data);
        contiguous.Span<T>()[(int)tensorIndex..].CopyTo(array[arrayIndex..]);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        TensorData data = _tensor.Data;
        using TensorData contiguous = Copy.Contiguous(data);
        Span<T> target = contiguous.Span<T>()[(int)tensorIndex..];
        ReadOnlySpan<T> source = array[arrayIndex..];
        source[..Math.Min(source.Length, target.Length)].CopyTo(target);
        if (contiguous != data)
        {
            Copy.Into(contiguous, data);
        }
        data.Buffer.Touch();
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
        {
            yield return Read(_tensor, i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) =>
        obj is TensorAccessor<T> other && (ReferenceEquals(_tensor, other._tensor) || (Count == other.Count && this.SequenceEqual(other)));

    public override int GetHashCode() => _tensor.GetHashCode();

    /// <summary>Frees nothing: the tensor belongs to whoever made it.</summary>
    public void Dispose()
    {
    }

    internal static T Read(Tensor tensor, long index)
    {
        tensor.RequireType<T>();
        TensorData data = tensor.Data;
        if (index < 0 || index >= data.Count)
        {
            throw TorchError.Index($"The index {index} is greater than the number of elements in the tensor, {data.Count}.");
        }
        long position = 0;
        for (int i = data.Rank - 1; i >= 0; i--)
        {
            (index, long inner) = Math.DivRem(index, data.Size(i));
            position += inner * data.Stride(i);
        }
        return Unsafe.Add(ref data.First<T>(), (nint)position);
    }

    private static ref T At(TensorData data, ReadOnlySpan<long> indices)
    {
        if (indices.Length != data.Rank && !(data.Rank == 0 && indices is [0]))
        {
            throw new ArgumentException($"{indices.Length} indices were given for a tensor of {data.Rank} dimensions.", nameof(indices));
        }
        long position = 0;
        for (int i = 0; i < data.Rank; i++)
        {
            if (indices[i] < 0 || indices[i] >= data.Size(i))
            {
                throw TorchError.Index($"Index {indices[i]} of dimension {i} is outside the shape {Shapes.Describe(data.Shape)}.");
            }
            position += indices[i] * data.Stride(i);
        }
        return ref Unsafe.Add(ref data.First<T>(), (nint)position);
    }
}
