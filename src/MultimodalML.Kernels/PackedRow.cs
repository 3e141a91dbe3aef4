using System.Runtime.CompilerServices;
using MultimodalML.Kernels.Vectors;

namespace MultimodalML.Kernels;

/// <summary>One row times a packed matrix: four vectors of the result at a time, across strips, so that their sums do not wait for each other. The same bits as the tiles give.</summary>
internal static unsafe class PackedRow<TWidth, TVector>
    where TWidth : struct, IVectorWidth<TVector>
    where TVector : struct
{
    private const int Vectors = 4;

    /// <summary>The row C = activation(A·B + bias) for an A of one row, without the activations beyond ReLU.</summary>
    public static void Run(in MatrixTask task, float* packed)
    {
        var strips = new MatrixStrips(task.N, TWidth.Count);
        float** columns = stackalloc float*[Vectors];
        nint* steps = stackalloc nint[Vectors];
        int count = 0, column = 0;
        for (int strip = 0; strip < strips.Count; strip++)
        {
            int vectors = strips.Vectors(strip);
            float* start = packed + ((nint)strips.Start(strip) * TWidth.Count * task.K);
            for (int vector = 0; vector < vectors; vector++)
            {
                columns[count] = start + (vector * TWidth.Count);
                steps[count] = vectors * TWidth.Count;
                count++;
                if (count == Vectors)
                {
                    Four(task, columns, steps, column);
                    (column, count) = (column + (Vectors * TWidth.Count), 0);
                }
            }
        }
        if (count > 0)
        {
            for (int i = count; i < Vectors; i++) // computed as well, and not stored
            {
                columns[i] = columns[0];
                steps[i] = steps[0];
            }
            Four(task, columns, steps, column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(in MatrixTask task, float** columns, nint* steps, int column)
    {
        TVector s0 = TWidth.Zero, s1 = TWidth.Zero, s2 = TWidth.Zero, s3 = TWidth.Zero;
        float* a = task.A, b0 = columns[0], b1 = columns[1], b2 = columns[2], b3 = columns[3];
        nint step0 = steps[0], step1 = steps[1], step2 = steps[2], step3 = steps[3], depth = task.K;
        for (nint p = 0; p < depth; p++)
        {
            TVector factor = TWidth.Broadcast(a + p);
            s0 = TWidth.MultiplyAdd(factor, TWidth.Load(b0), s0);
            s1 = TWidth.MultiplyAdd(factor, TWidth.Load(b1), s1);
            s2 = TWidth.MultiplyAdd(factor, TWidth.Load(b2), s2);
            s3 = TWidth.MultiplyAdd(factor, TWidth.Load(b3), s3);
            b0 += step0;
            b1 += step1;
            b2 += step2;
            b3 += step3;
        }

        Store(task, s0, column);
        Store(task, s1, column + TWidth.Count);
        Store(task, s2, column + (2 * TWidth.Count));
        Store(task, s3, column + (3 * TWidth.Count));
    }

    /// <summary>Adds what C held and the bias, rectifies and stores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(in MatrixTask task, TVector value, int column)
    {
        if (column >= task.N)
        {
            return;
        }

        TVector mask = TWidth.First(Math.Min(TWidth.Count, task.N - column));
        value = task.Accumulate ? TWidth.Add(value, TWidth.Load(task.C + column, mask)) : value;
        value = task.Bias != null ? TWidth.Add(value, TWidth.Load(task.Bias + column, mask)) : value;
        TWidth.Store(task.Activation == Activation.Relu ? TWidth.Rectify(value) : value, task.C + column, mask);
    }
}
