using System.Numerics;
using System.Runtime.CompilerServices;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A question on two values.</summary>
internal interface IComparison
{
    static abstract bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T>;

    /// <summary>All bits set where the answer is yes, none where it is no.</summary>
    static abstract Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T>;
}

internal readonly struct EqualComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x == y;

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.Equals(x, y);
}

internal readonly struct NotEqualComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x != y;

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => ~Vector.Equals(x, y);
}

internal readonly struct LessComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x < y;

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.LessThan(x, y);
}

internal readonly struct LessOrEqualComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x <= y;

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.LessThanOrEqual(x, y);
}

internal readonly struct GreaterComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x > y;

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.GreaterThan(x, y);
}

internal readonly struct GreaterOrEqualComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x >= y;

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.GreaterThanOrEqual(x, y);
}

internal readonly struct AndComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x != T.Zero && y != T.Zero;

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => ~(Vector.Equals(x, Vector<T>.Zero) | Vector.Equals(y, Vector<T>.Zero));
}

internal readonly struct OrComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => x != T.Zero || y != T.Zero;

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => ~(Vector.Equals(x, Vector<T>.Zero) & Vector.Equals(y, Vector<T>.Zero));
}

internal readonly struct XorComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => (x != T.Zero) != (y != T.Zero);

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.Equals(x, Vector<T>.Zero) ^ Vector.Equals(y, Vector<T>.Zero);
}

/// <summary>y is not looked at.</summary>
internal readonly struct IsNaNComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => T.IsNaN(x);

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.IsNaN(x);
}

internal readonly struct IsFiniteComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => T.IsFinite(x);

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.IsFinite(x);
}

internal readonly struct IsInfiniteComparison : IComparison
{
    public static bool Invoke<T>(T x, T y) where T : unmanaged, INumber<T> => T.IsInfinity(x);

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.IsInfinity(x);
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
        var rows = new StridedRows(result.Shape, result, a, b);
        Parallelism.For(checked((int)rows.RowCount), Elementwise.GrainOfRows(rows.Length), new Job<TComparison, T>(a, b, result));
    }

    private readonly struct Job<TComparison, T>(TensorData a, TensorData b, TensorData result) : IRangeJob
        where TComparison : struct, IComparison
        where T : unmanaged, INumber<T>
    {
        public void Run(int from, int to)
        {
            ref byte r0 = ref result.First<byte>();
            ref T a0 = ref a.First<T>();
            ref T b0 = ref b.First<T>();
            var rows = new StridedRows(result.Shape, result, a, b);
            rows.MoveTo(from);
            for (int row = from; row < to; row++, rows.Next())
            {
                ref byte r = ref Unsafe.Add(ref r0, rows.Start0);
                ref T x = ref Unsafe.Add(ref a0, rows.Start1);
                ref T y = ref Unsafe.Add(ref b0, rows.Start2);
                int i = rows.Step1 is 0 or 1 && rows.Step2 is 0 or 1 ? Vectors(ref r, ref x, rows.Step1, ref y, rows.Step2, rows.Length) : 0;
                for (; i < rows.Length; i++)
                {
                    Unsafe.Add(ref r, i) = TComparison.Invoke(Unsafe.Add(ref x, i * rows.Step1), Unsafe.Add(ref y, i * rows.Step2)) ? (byte)1 : (byte)0;
                }
            }
        }

        /// <summary>As many answers at a time as a vector has bytes; returns how many were written. The steps are 0 or 1.</summary>
        private static int Vectors(ref byte result, ref T x, nint xStep, ref T y, nint yStep, int length)
        {
            int i = 0;
            for (; i <= length - Vector<byte>.Count; i += Vector<byte>.Count)
            {
                Vector<byte> answers = Bytes(ref Unsafe.Add(ref x, i * xStep), xStep, ref Unsafe.Add(ref y, i * yStep), yStep);
                (answers & Vector<byte>.One).StoreUnsafe(ref result, (nuint)i);
            }
            return i;
        }

        private static Vector<byte> Bytes(ref T x, nint xStep, ref T y, nint yStep) => Unsafe.SizeOf<T>() == 1
            ? Mask(ref x, xStep, ref y, yStep, 0).As<T, byte>()
            : Vector.Narrow(Halves(ref x, xStep, ref y, yStep, 0), Halves(ref x, xStep, ref y, yStep, Vector<ushort>.Count));

        private static Vector<ushort> Halves(ref T x, nint xStep, ref T y, nint yStep, int i) => Unsafe.SizeOf<T>() == 2
            ? Mask(ref x, xStep, ref y, yStep, i).As<T, ushort>()
            : Vector.Narrow(Words(ref x, xStep, ref y, yStep, i), Words(ref x, xStep, ref y, yStep, i + Vector<uint>.Count));

        private static Vector<uint> Words(ref T x, nint xStep, ref T y, nint yStep, int i) => Unsafe.SizeOf<T>() == 4
            ? Mask(ref x, xStep, ref y, yStep, i).As<T, uint>()
            : Vector.Narrow(
                Mask(ref x, xStep, ref y, yStep, i).As<T, ulong>(),
                Mask(ref x, xStep, ref y, yStep, i + Vector<ulong>.Count).As<T, ulong>());

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<T> Mask(ref T x, nint xStep, ref T y, nint yStep, int i) => TComparison.Invoke(
            xStep == 0 ? new Vector<T>(x) : Vector.LoadUnsafe(ref x, (nuint)i),
            yStep == 0 ? new Vector<T>(y) : Vector.LoadUnsafe(ref y, (nuint)i));
    }
}
