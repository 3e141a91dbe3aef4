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
        (int first, int count) = (0, 0);
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
                    Four(task, columns, steps, first, count);
                    (first, count) = (first + count, 0);
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
            Four(task, columns, steps, first, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(in MatrixTask task, float** columns, nint* steps, int first, int count)
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

        float* sums = stackalloc float[Vectors * 16];
        TWidth.Store(s0, sums);
        TWidth.Store(s1, sums + TWidth.Count);
        TWidth.Store(s2, sums + (2 * TWidth.Count));
        TWidth.Store(s3, sums + (3 * TWidth.Count));
        int from = first * TWidth.Count, length = Math.Min(count * TWidth.Count, task.N - from);
        Finish(task, sums, from, length);
    }

    /// <summary>Adds what C held and the bias, rectifies and stores.</summary>
    private static void Finish(in MatrixTask task, float* sums, int from, int length)
    {
        bool rectify = task.Activation == Activation.Relu;
        float* c = task.C + from, bias = task.Bias != null ? task.Bias + from : null;
        int j = 0;
        for (; j <= length - TWidth.Count; j += TWidth.Count)
        {
            TVector value = TWidth.Load(sums + j);
            value = task.Accumulate ? TWidth.Add(value, TWidth.Load(c + j)) : value;
            value = bias != null ? TWidth.Add(value, TWidth.Load(bias + j)) : value;
            TWidth.Store(rectify ? TWidth.Rectify(value) : value, c + j);
        }
        for (; j < length; j++)
        {
            float value = task.Accumulate ? sums[j] + c[j] : sums[j];
            value = bias != null ? value + bias[j] : value;
            c[j] = rectify && value < 0 ? 0 : value;
        }
    }
}
