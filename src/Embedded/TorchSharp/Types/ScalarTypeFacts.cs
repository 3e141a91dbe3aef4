using static TorchSharp.torch;

namespace TorchSharp;

internal static class ScalarTypeFacts
{
    /// <summary>0 for bool, 1 for integers, 2 for floating point: a higher category wins in promotion.</summary>
    public static int Category(this ScalarType type) => type switch
    {
        ScalarType.Bool => 0,
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 => 1,
        _ => 2,
    };

    public static ScalarType Of<T>() => Of(typeof(T));

    public static ScalarType Of(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.Boolean => ScalarType.Bool,
        _ => throw new NotSupportedException($"{type.Name} has no tensor type here; float, double, long, int, short, sbyte, byte and bool have."),
    };
}
