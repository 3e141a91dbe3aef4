using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MultimodalML.Persistence;

/// <summary>Arrays in model payloads: a count, then the values, little-endian.</summary>
internal static class BinaryArrays
{
    public static void WriteArray<T>(this BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        RequireLittleEndian();
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    /// <exception cref="InvalidDataException">The count does not fit the bytes that are left.</exception>
    public static T[] ReadArray<T>(this BinaryReader reader)
        where T : unmanaged
    {
        RequireLittleEndian();
        int count = reader.ReadInt32();
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (count < 0 || (long)count * Unsafe.SizeOf<T>() > left)
        {
            throw new InvalidDataException($"The model file is damaged: an array of {count} values does not fit the {left} bytes left.");
        }

        var values = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public static void WriteStrings(this BinaryWriter writer, IReadOnlyList<string> values)
    {
        writer.Write(values.Count);
        foreach (string value in values)
        {
            writer.Write(value);
        }
    }

    /// <exception cref="InvalidDataException">The count does not fit the bytes that are left.</exception>
    public static string[] ReadStrings(this BinaryReader reader)
    {
        int count = reader.ReadInt32();
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (count < 0 || count > left)
        {
            throw new InvalidDataException($"The model file is damaged: {count} strings do not fit the {left} bytes left.");
        }

        var values = new string[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = reader.ReadString();
        }

        return values;
    }

    /// <summary>Names and lengths of modalities.</summary>
    public static void WriteColumns(this BinaryWriter writer, Data.ModalityColumns columns)
    {
        writer.WriteStrings(columns.Names);
        writer.WriteArray<int>([.. columns.Lengths]);
    }

    public static Data.ModalityColumns ReadColumns(this BinaryReader reader) => new(reader.ReadStrings(), reader.ReadArray<int>());

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Model files are little-endian; this machine is not.");
        }
    }
}
