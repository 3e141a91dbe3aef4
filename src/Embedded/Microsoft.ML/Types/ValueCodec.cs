using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Data;

/// <summary>Writes and reads values of the primitive types, and vectors of them, in binary.</summary>
internal static class ValueCodec
{
    public static void Write<T>(BinaryWriter writer, T value)
    {
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
        {
            writer.Write(value!.ToString()!);
        }
        else if (typeof(T) == typeof(DateTime))
        {
            writer.Write(((DateTime)(object)value!).ToBinary());
        }
        else if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<T>()];
            Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(bytes), value);
            writer.Write(bytes);
        }
        else
        {
            throw new NotSupportedException($"Values of {typeof(T)} cannot be saved.");
        }
    }

    public static T Read<T>(BinaryReader reader)
    {
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
        {
            return (T)(object)reader.ReadString().AsMemory();
        }

        if (typeof(T) == typeof(DateTime))
        {
            return (T)(object)DateTime.FromBinary(reader.ReadInt64());
        }

        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            throw new NotSupportedException($"Values of {typeof(T)} cannot be loaded.");
        }

        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<T>()];
        reader.BaseStream.ReadExactly(bytes);
        return Unsafe.ReadUnaligned<T>(ref MemoryMarshal.GetReference(bytes));
    }

    public static void WriteBuffer<T>(BinaryWriter writer, in VBuffer<T> value)
    {
        ReadOnlySpan<T> values = value.GetValues();
        writer.Write(value.Length);
        writer.Write(values.Length);
        foreach (T item in values)
        {
            Write(writer, item);
        }

        foreach (int index in value.GetIndices())
        {
            writer.Write(index);
        }
    }

    public static void ReadBuffer<T>(BinaryReader reader, ref VBuffer<T> target)
    {
        int length = reader.ReadInt32();
        int count = reader.ReadInt32();
        ModelFormat.Check(count >= 0 && count <= length && count <= reader.BaseStream.Length, $"Corrupt data: a vector of length {length} with {count} values.");
        VBufferEditor<T> editor = VBufferEditor.Create(ref target, length, count);
        for (int i = 0; i < count; i++)
        {
            editor.Values[i] = Read<T>(reader);
        }

        for (int i = 0; i < editor.Indices.Length; i++)
        {
            editor.Indices[i] = reader.ReadInt32();
        }

        target = editor.Commit();
    }
}
