using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number with its tensor type: what `2`, `2L`, `2f` and `2.0` become where a tensor operation takes a number.</summary>
public sealed class Scalar : IDisposable
{
    private readonly double _real;
    private readonly long _whole;

    private Scalar(ScalarType type, double real, long whole) => (Type, _real, _whole) = (type, real, whole);

    public ScalarType Type { get; }

    internal double AsDouble => _real;

    internal long AsLong => _whole;

    internal bool IsFloating => Type is ScalarType.Float32 or ScalarType.Float64;

    internal static Scalar FromReal(ScalarType type, double value) => new(type, value, (long)value);

    internal static Scalar FromWhole(ScalarType type, long value) => new(type, value, value);

    public static implicit operator Scalar(byte value) => FromWhole(ScalarType.Byte, value);

    public static implicit operator Scalar(sbyte value) => FromWhole(ScalarType.Int8, value);

    public static implicit operator Scalar(short value) => FromWhole(ScalarType.Int16, value);

    public static implicit operator Scalar(int value) => FromWhole(ScalarType.Int32, value);

    public static implicit operator Scalar(long value) => FromWhole(ScalarType.Int64, value);

    public static implicit operator Scalar(float value) => FromReal(ScalarType.Float32, value);

    public static implicit operator Scalar(double value) => FromReal(ScalarType.Float64, value);

    public static implicit operator Scalar(bool value) => FromWhole(ScalarType.Bool, value ? 1 : 0);

    /// <summary>Frees nothing: a number holds no resource here.</summary>
    public void Dispose()
    {
    }
}
