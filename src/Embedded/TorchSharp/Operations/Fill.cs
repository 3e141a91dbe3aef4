using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Tensors of one value.</summary>
internal static class Fill
{
    public static TensorData Ones(ReadOnlySpan<long> shape, ScalarType type) => Full(shape, type, 1);

    public static TensorData Full(ReadOnlySpan<long> shape, ScalarType type, double value)
    {
        TensorData data = TensorData.Empty(shape, type);
        Set(data, value, (long)value);
        return data;
    }

    public static TensorData Full(ReadOnlySpan<long> shape, ScalarType type, Scalar value)
    {
        TensorData data = TensorData.Empty(shape, type);
        Set(data, value.AsDouble, value.AsLong);
        return data;
    }

    /// <summary>Writes one value, given as a real and as a whole number, everywhere.</summary>
    public static void Set(TensorData data, double real, long whole)
    {
        switch (data.Type)
        {
            case ScalarType.Float32: Set(data, (float)real); break;
            case ScalarType.Float64: Set(data, real); break;
            case ScalarType.Int64: Set(data, whole); break;
            case ScalarType.Int32: Set(data, (int)whole); break;
            case ScalarType.Int16: Set(data, (short)whole); break;
            case ScalarType.Int8: Set(data, (sbyte)whole); break;
            case ScalarType.Byte: Set(data, (byte)whole); break;
            case ScalarType.Bool: Set(data, real != 0); break;
            default: throw Elementwise.Unsupported(data.Type);
        }
    }

    private static void Set<T>(TensorData data, T value) where T : unmanaged
    {
        if (data.IsContiguous)
        {
            data.Span<T>().Fill(value);
            return;
        }
        using TensorData number = TensorData.Empty([], data.Type);
        number.First<T>() = value;
        Copy.Into(number, data);
    }
}
