using System.Runtime.CompilerServices;
using MultimodalML.Kernels.Vectors;

namespace MultimodalML.Kernels;

/// <summary>The product for so few rows of A that B is read once, where it lies: copying it would cost more than the product.</summary>
internal static unsafe class RowProduct<TWidth, TVector>
    where TWidth : struct, IVectorWidth<TVector>
    where TVector : struct
{
    private const long WorkOfPart = 1 << 17; // multiply-adds worth another thread; B comes from memory here, not from a cache
    private const int Vectors = 8; // columns of B at a time, in vectors

    /// <summary>Rows of A must lie densely; then B transposed serves up to 16 rows if they are long, B as it is one or two.</summary>
    public static bool Fits(in MatrixTask task) =>
        task.ColumnStride == 1 && (task.TransposeB ? task.M <= 4 || (task.M <= 16 && task.K >= 8 * TWidth.Count) : task.M <= 2 && task.N >= Vectors * TWidth.Count);

    public static void Run(in MatrixTask task)
    {
        int columnsOfItem = task.TransposeB ? 4 : Vectors * TWidth.Count;
        int items = (task.N + columnsOfItem - 1) / columnsOfItem;
        int parts = (int)Math.Clamp((long)task.M * task.K * task.N / WorkOfPart, 1, 8);
        int grain = (items + parts - 1) / parts;
        Parallelism.For(items, grain, new ColumnsJob { Task = task, ColumnsOfItem = columnsOfItem });
        for (int i = 0; i < task.M; i++)
        {
            ActivationFunction.Apply(task.Activation, new Span<float>(task.C + (i * task.CStride), task.N));
        }
    }

    private static void Store(in MatrixTask task, int i, int j, float value)
    {
        if (j >= task.N)
        {
            return;
        }

        float* c = task.C + (i * task.CStride) + j;
        value = task.Accumulate ? value + *c : value;
        *c = task.Bias != null ? value + task.Bias[j] : value;
    }

    /// <summary>One row of A with a strip of B's columns, B as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip(in MatrixTask task, int i, int firstColumn)
    {
        TVector s0 = TWidth.Zero, s1 = TWidth.Zero, s2 = TWidth.Zero, s3 = TWidth.Zero, s4 = TWidth.Zero, s5 = TWidth.Zero, s6 = TWidth.Zero, s7 = TWidth.Zero;
        int column = Math.Min(firstColumn, task.N - (Vectors * TWidth.Count)); // the last strip overlaps the one before, which is not stored twice
        float* a = task.A + (i * task.RowStride), b = task.B + column;
        (nint depth, nint stride) = (task.K, task.BStride);
        for (nint p = 0; p < depth; p++)
        {
            TVector factor = TWidth.Broadcast(a + p);
            s0 = TWidth.MultiplyAdd(factor, TWidth.Load(b), s0);
            s1 = TWidth.MultiplyAdd(factor, TWidth.Load(b + TWidth.Count), s1);
            s2 = TWidth.MultiplyAdd(factor, TWidth.Load(b + (2 * TWidth.Count)), s2);
            s3 = TWidth.MultiplyAdd(factor, TWidth.Load(b + (3 * TWidth.Count)), s3);
            s4 = TWidth.MultiplyAdd(factor, TWidth.Load(b + (4 * TWidth.Count)), s4);
            s5 = TWidth.MultiplyAdd(factor, TWidth.Load(b + (5 * TWidth.Count)), s5);
            s6 = TWidth.MultiplyAdd(factor, TWidth.Load(b + (6 * TWidth.Count)), s6);
            s7 = TWidth.MultiplyAdd(factor, TWidth.Load(b + (7 * TWidth.Count)), s7);
            b += stride;
        }

        float* sums = stackalloc float[Vectors * 16];
        TWidth.Store(s0, sums);
        TWidth.Store(s1, sums + TWidth.Count);
        TWidth.Store(s2, sums + (2 * TWidth.Count));
        TWidth.Store(s3, sums + (3 * TWidth.Count));
        TWidth.Store(s4, sums + (4 * TWidth.Count));
        TWidth.Store(s5, sums + (5 * TWidth.Count));
        TWidth.Store(s6, sums + (6 * TWidth.Count));
        TWidth.Store(s7, sums + (7 * TWidth.Count));
        for (int j = firstColumn; j < column + (Vectors * TWidth.Count); j++)
        {
            Store(task, i, j, sums[j - column]);
        }
    }

    /// <summary>One or two rows of A with four rows of B, which is transposed: inner products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots<TRows>(in MatrixTask task, int i, int column)
        where TRows : struct, ISize
    {
        float* a0 = task.A + (i * task.RowStride), a1 = TRows.Value > 1 ? a0 + task.RowStride : a0;
        float* b0 = task.B + (column * task.BStride), last = task.B + ((task.N - 1) * task.BStride);
        float* b1 = b0 < last ? b0 + task.BStride : last, b2 = b1 < last ? b1 + task.BStride : last, b3 = b2 < last ? b2 + task.BStride : last; // rows over the end stand in for nothing
        TVector s00 = TWidth.Zero, s01 = TWidth.Zero, s02 = TWidth.Zero, s03 = TWidth.Zero;
        TVector s10 = TWidth.Zero, s11 = TWidth.Zero, s12 = TWidth.Zero, s13 = TWidth.Zero;
        int p = 0, depth = task.K;
        for (; p <= depth - TWidth.Count; p += TWidth.Count)
        {
            TVector x0 = TWidth.Load(a0 + p);
            TVector y0 = TWidth.Load(b0 + p), y1 = TWidth.Load(b1 + p), y2 = TWidth.Load(b2 + p), y3 = TWidth.Load(b3 + p);
            s00 = TWidth.MultiplyAdd(x0, y0, s00);
            s01 = TWidth.MultiplyAdd(x0, y1, s01);
            s02 = TWidth.MultiplyAdd(x0, y2, s02);
            s03 = TWidth.MultiplyAdd(x0, y3, s03);
            if (TRows.Value > 1)
            {
                TVector x1 = TWidth.Load(a1 + p);
                s10 = TWidth.MultiplyAdd(x1, y0, s10);
                s11 = TWidth.MultiplyAdd(x1, y1, s11);
                s12 = TWidth.MultiplyAdd(x1, y2, s12);
                s13 = TWidth.MultiplyAdd(x1, y3, s13);
            }
        }

        Store(task, i, column, TWidth.Sum(s00) + Rest(a0, b0, p, depth));
        Store(task, i, column + 1, TWidth.Sum(s01) + Rest(a0, b1, p, depth));
        Store(task, i, column + 2, TWidth.Sum(s02) + Rest(a0, b2, p, depth));
        Store(task, i, column + 3, TWidth.Sum(s03) + Rest(a0, b3, p, depth));
        if (TRows.Value > 1)
        {
            Store(task, i + 1, column, TWidth.Sum(s10) + Rest(a1, b0, p, depth));
            Store(task, i + 1, column + 1, TWidth.Sum(s11) + Rest(a1, b1, p, depth));
            Store(task, i + 1, column + 2, TWidth.Sum(s12) + Rest(a1, b2, p, depth));
            Store(task, i + 1, column + 3, TWidth.Sum(s13) + Rest(a1, b3, p, depth));
        }
    }

    private static float Rest(float* a, float* b, int p, int end)
    {
        float sum = 0;
        for (; p < end; p++)
        {
            sum += a[p] * b[p];
        }
        return sum;
    }

    private struct ColumnsJob : IRangeJob
    {
        public MatrixTask Task;
        public int ColumnsOfItem;

        public readonly void Run(int from, int to)
        {
            for (int item = from; item < to; item++)
            {
                int column = item * ColumnsOfItem;
                for (int i = 0; i < Task.M; i++)
                {
                    if (!Task.TransposeB)
                    {
                        Strip(Task, i, column);
                    }
                    else if (i + 1 < Task.M)
                    {
                        Dots<Size2>(Task, i++, column);
                    }
                    else
                    {
                        Dots<Size1>(Task, i, column);
                    }
                }
            }
        }
    }
}
