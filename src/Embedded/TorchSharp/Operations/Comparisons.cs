using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A question on two values.</summary>
internal interface IComparison
{
    static abstract bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T>;
}

internal readonly struct EqualComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x == y;
}

internal readonly struct NotEqualComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x != y;
}

internal readonly struct LessComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x < y;
}

internal readonly struct LessOrEqualComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x <= y;
}

internal readonly struct GreaterComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x > y;
}

internal readonly struct GreaterOrEqualComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x >= y;
}

internal readonly struct AndComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x != T.Zero && y != T.Zero;
}

internal readonly struct OrComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x != T.Zero || y != T.Zero;
}

internal readonly struct XorComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => (x != T.Zero) != (y != T.Zero);
}

/// <summary>y is not looked at.</summary>
internal readonly struct IsNaNComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => T.IsNaN(x);
}

internal readonly struct IsFiniteComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => T.IsFinite(x);
}

internal readonly struct IsInfiniteComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => T.IsInfinity(x);
}

/// <summary>Answers element by element, as Bool tensors.</summary>
internal static class Comparisons
{
    public static TensorData Compare<TComparison>(TensorData x, TensorData y) where TComparison : struct, IComparison
    {
        ScalarType type = Elementwise.ResultType(x, y);
        using TensorData a = Cast.To(x, type);
        using TensorData b = Cast.To(y, type);
        TensorData result = Elementwise.EmptyBroadcast(a, b, ScalarType.Bool);
        switch (type)
        {
            case ScalarType.Float32: Into<TComparison, float>(a, b, result); break;
            case ScalarType.Float64: Into<TComparison, double>(a, b, result); break;
            case ScalarType.Int64: Into<TComparison, long>(a, b, result); break;
            case ScalarType.Int32: Into<TComparison, int>(a, b, result); break;
            case ScalarType.Int16: Into<TComparison, short>(a, b, result); break;
            case ScalarType.Int8: Into<TComparison, sbyte>(a, b, result); break;
            case ScalarType.Byte or ScalarType.Bool: Into<TComparison, byte>(a, b, result); break;
            default: throw Elementwise.Unsupported(type);
        }
        return result;
    }

    private static void Into<TComparison, T>(TensorData a, TensorData b, TensorData result)
        where TComparison : struct, IComparison
        where T : unmanaged, INumber<T>
    {
        if (result.Count == 0)
        {
            return;
        }
        ref bool r0 = ref result.First<bool>();
        ref T a0 = ref a.First<T>();
        ref T b0 = ref b.First<T>();
        var rows = new StridedRows(result.Shape, result, a, b);
        for (long row = 0; row < rows.RowCount; row++, rows.Next())
        {
            ref bool r = ref Unsafe.Add(ref r0, rows.Start0);
            ref T x = ref Unsafe.Add(ref a0, rows.Start1);
            ref T y = ref Unsafe.Add(ref b0, rows.Start2);
            for (int i = 0; i < rows.Length; i++)
            {
                Unsafe.Add(ref r, i) = TComparison.Invoke(Unsafe.Add(ref x, i * rows.Step1), Unsafe.Add(ref y, i * rows.Step2));
            }
        }
    }
}
