using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MultimodalML.Kernels;

namespace TorchSharp;

/// <summary>On the way back through a layer: what of the gradient passes its ReLU, and the sums of the columns for its bias, in one pass.</summary>
internal static class RectifierGradient
{
    private const int ColumnsOfPart = 64;
    private const int ValuesOfPart = 1 << 15; // worth another thread

    /// <param name="rows">Rows of all blocks.</param>
    /// <param name="columns">Columns of all blocks.</param>
    /// <param name="gradient">The gradient behind the ReLU.</param>
    /// <param name="result">What the ReLU gave; null where there is none, and all passes.</param>
    /// <param name="destination">What passes; may be the gradient. Not written without a result.</param>
    /// <param name="sums">One row; null where not wanted.</param>
    public static void Compute<T>(int rows, int columns, RowBlock gradient, RowBlock? result, RowBlock destination, RowBlock? sums)
        where T : unmanaged, INumber<T>
    {
        int worthwhile = (ValuesOfPart / Math.Max(1, rows)) + 1;
        Parallelism.For(columns, (worthwhile + ColumnsOfPart - 1) / ColumnsOfPart * ColumnsOfPart, new Job<T>
        {
            Rows = rows,
            Columns = columns,
            Gradient = gradient,
            Result = result ?? gradient,
            Destination = destination,
            Sums = sums ?? gradient,
            Rectifies = result is not null,
            Adds = sums is not null,
        });
    }

    private struct Job<T> : IRangeJob
        where T : unmanaged, INumber<T>
    {
        public int Rows, Columns;
        public RowBlock Gradient, Result, Destination, Sums;
        public bool Rectifies, Adds;

        public readonly void Run(int from, int to)
        {
            Span<T> sums = Adds ? Sums.Span<T>(1, Columns) : default;
            int width = Vector<T>.Count, column = from;
            for (; column <= to - (2 * width); column += 2 * width)
            {
                (Vector<T> low, Vector<T> high) = Two(column);
                if (Adds)
                {
                    low.CopyTo(sums[column..]);
                    high.CopyTo(sums[(column + width)..]);
                }
            }
            for (; column < to; column++)
            {
                T sum = One(column);
                if (Adds)
                {
                    sums[column] = sum;
                }
            }
        }

        private readonly (Vector<T> Low, Vector<T> High) Two(int column)
        {
            ref T g = ref MemoryMarshal.GetReference(Gradient.Span<T>(Rows, Columns)[column..]);
            ref T y = ref MemoryMarshal.GetReference(Result.Span<T>(Rows, Columns)[column..]);
            ref T to = ref MemoryMarshal.GetReference(Destination.Span<T>(Rows, Columns)[column..]);
            Vector<T> low = Vector<T>.Zero, high = Vector<T>.Zero;
            for (int row = 0; row < Rows; row++)
            {
                Vector<T> v0 = Vector.LoadUnsafe(ref g), v1 = Vector.LoadUnsafe(ref g, (nuint)Vector<T>.Count);
                if (Rectifies)
                {
                    v0 = Vector.ConditionalSelect(Vector.GreaterThan(Vector.LoadUnsafe(ref y), Vector<T>.Zero), v0, Vector<T>.Zero);
                    v1 = Vector.ConditionalSelect(Vector.GreaterThan(Vector.LoadUnsafe(ref y, (nuint)Vector<T>.Count), Vector<T>.Zero), v1, Vector<T>.Zero);
                    v0.StoreUnsafe(ref to);
                    v1.StoreUnsafe(ref to, (nuint)Vector<T>.Count);
                    y = ref Unsafe.Add(ref y, Result.Stride);
                    to = ref Unsafe.Add(ref to, Destination.Stride);
                }
                low += v0;
                high += v1;
                g = ref Unsafe.Add(ref g, Gradient.Stride);
            }
            return (low, high);
        }

        private readonly T One(int column)
        {
            ReadOnlySpan<T> g = Gradient.Span<T>(Rows, Columns), y = Result.Span<T>(Rows, Columns);
            Span<T> to = Destination.Span<T>(Rows, Columns);
            T sum = T.Zero;
            for (int row = 0; row < Rows; row++)
            {
                T value = g[(row * Gradient.Stride) + column];
                if (Rectifies)
                {
                    value = y[(row * Result.Stride) + column] > T.Zero ? value : T.Zero;
                    to[(row * Destination.Stride) + column] = value;
                }
                sum += value;
            }
            return sum;
        }
    }
}
