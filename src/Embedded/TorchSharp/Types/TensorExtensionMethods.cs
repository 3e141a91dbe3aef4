using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool or ScalarType.QInt8 or ScalarType.QUInt8 => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 or ScalarType.QInt32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => throw Elementwise.Unsupported(type),
    };

    public static long TotalSize(this IEnumerable<long> shape) => Shapes.Count([.. shape]);

    public static float ToSingle(this Tensor value) => (float)value.ToDouble();

    public static double ToDouble(this Tensor value) => value.ToScalar().AsDouble;

    public static long ToInt64(this Tensor value) => value.ToScalar().AsLong;

    public static int ToInt32(this Tensor value) => (int)value.ToInt64();

    public static short ToInt16(this Tensor value) => (short)value.ToInt64();

    public static sbyte ToSByte(this Tensor value) => (sbyte)value.ToInt64();

    public static byte ToByte(this Tensor value) => (byte)value.ToInt64();

    public static bool ToBoolean(this Tensor value) => value.ToDouble() != 0;
}
