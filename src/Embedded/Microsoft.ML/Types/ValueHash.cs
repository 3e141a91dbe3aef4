using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Data;

/// <summary>64-bit hashes of values, the same in every process.</summary>
internal static class ValueHash
{
    public static ulong Mix(ulong value, ulong seed)
    {
        value += 0x9E3779B97F4A7C15UL * (seed + 1);
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    public static ulong OfBytes(ReadOnlySpan<byte> bytes)
    {
        ulong hash = (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes), 1);
            bytes = bytes[sizeof(ulong)..];
        }

        ulong rest = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            rest |= (ulong)bytes[i] << (8 * i);
        }

        return Mix(hash ^ rest, 2);
    }

    public static ulong Of<T>(T value)
    {
        if (value is ReadOnlyMemory<char> text)
        {
            return OfBytes(MemoryMarshal.AsBytes(text.Span));
        }

        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            throw new NotSupportedException($"Values of {typeof(T)} cannot be hashed.");
        }

        return OfBytes(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>())));
    }

    /// <summary>A function that gives the hash of a column's value in the current row.</summary>
    public static Func<ulong> Getter(DataViewRow row, DataViewSchema.Column column) => (Func<ulong>)typeof(ValueHash)
        .GetMethod(column.Type is VectorDataViewType ? nameof(VectorGetter) : nameof(ScalarGetter), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(column.Type.ItemOrSelf.RawType).Invoke(null, [row, column])!;

    private static Func<ulong> ScalarGetter<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return Of(value);
        };
    }

    private static Func<ulong> VectorGetter<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            ulong hash = (ulong)value.Length;
            ReadOnlySpan<int> indices = value.GetIndices();
            for (int i = 0; i < value.GetValues().Length; i++)
            {
                hash = Mix(hash ^ Of(value.GetValues()[i]), (ulong)(value.IsDense ? i : indices[i]));
            }

            return hash;
        };
    }
}
