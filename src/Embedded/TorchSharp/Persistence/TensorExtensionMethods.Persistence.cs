using static TorchSharp.torch;

namespace TorchSharp;

/// <remarks>A saved tensor: its type, rank and sizes as LEB128 numbers, then its values as they lie in memory, row by row.</remarks>
public static partial class TensorExtensionMethods
{
    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64((long)tensor.dtype);
        writer.Write7BitEncodedInt64(tensor.Data.Rank);
        foreach (long size in tensor.Data.Shape) { writer.Write7BitEncodedInt64(size); }
        using TensorData values = Copy.Contiguous(tensor.Data);
        writer.Write(values.Bytes());
    }

    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        tensor.Save(writer);
    }

    public static void Save(this Tensor tensor, string location) => tensor.Save(File.Create(location));

    /// <summary>Reads over the values of a tensor of the same type and shape.</summary>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        (ScalarType type, long[] shape) = ReadHeader(reader);
        if (type != tensor.dtype) { throw new ArgumentException($"Mismatched tensor data types while loading: {type} into {tensor.dtype}. Make sure that the model you are loading into is exactly the same as the origin."); }
        if (!skip && !tensor.Data.Shape.SequenceEqual(shape))
        {
            throw new ArgumentException(
                $"Mismatched tensor shape while loading: {Shapes.Describe(shape)} into {Shapes.Describe(tensor.Data.Shape)}. Make sure that the model you are loading into is exactly the same as the origin.");
        }

        using TensorData values = ReadValues(reader, type, shape);
        if (skip) { return; }
        Copy.Into(values, tensor.Data);
        tensor.Data.Buffer.Touch();
    }

    /// <summary>Reads over a tensor, or makes one where there is none or where it has another type or shape.</summary>
    public static void Load(ref Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        (ScalarType type, long[] shape) = ReadHeader(reader);
        TensorData values = ReadValues(reader, type, shape);
        if (skip)
        {
            values.Dispose();
            return;
        }
        tensor?.Dispose();
        tensor = new Tensor(values);
    }

    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        (ScalarType type, long[] shape) = ReadHeader(reader);
        TensorData values = ReadValues(reader, type, shape);
        if (!skip) { return new Tensor(values); }
        values.Dispose();
        return new Tensor(TensorData.Zeros([0], type));
    }

    private static (ScalarType Type, long[] Shape) ReadHeader(BinaryReader reader)
    {
        var type = (ScalarType)reader.Read7BitEncodedInt64();
        long rank = reader.Read7BitEncodedInt64();
        if (rank is < 0 or > Dimensions.Limit) { throw new InvalidDataException($"A saved tensor has at most {Dimensions.Limit} dimensions here; the stream says {rank}."); }
        var shape = new long[rank];
        for (int i = 0; i < shape.Length; i++) { shape[i] = reader.Read7BitEncodedInt64(); }
        return (type, shape);
    }

    private static TensorData ReadValues(BinaryReader reader, ScalarType type, long[] shape)
    {
        TensorData values = TensorData.Empty(shape, type);
        try
        {
            reader.ReadExactly(values.Bytes());
            return values;
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }
}
