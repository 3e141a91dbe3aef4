using System.Numerics;

namespace MultimodalML.Kernels;

/// <summary>The best k of many values, in order.</summary>
/// <remarks>Of equal values the one with the lower index comes first; NaN comes after every number. One pass, most of it a vector comparison with the k-th best so far.</remarks>
internal static class TopK
{
    /// <summary>Indices of the largest values, largest first.</summary>
    /// <param name="values">Any length.</param>
    /// <param name="indices">k places; what exceeds the number of values is left alone.</param>
    /// <returns>Indices written: the smaller of k and the number of values.</returns>
    public static int Largest(ReadOnlySpan<float> values, Span<int> indices) => Select<Descending>(values, indices);

    /// <summary>Indices of the smallest values, smallest first.</summary>
    /// <inheritdoc cref="Largest"/>
    public static int Smallest(ReadOnlySpan<float> values, Span<int> indices) => Select<Ascending>(values, indices);

    private static int Select<TOrder>(ReadOnlySpan<float> values, Span<int> indices)
        where TOrder : struct, IOrder
    {
        int k = Math.Min(indices.Length, values.Length);
        if (k == 0)
        {
            return 0;
        }

        Span<int> heap = indices[..k]; // the worst of the chosen at its root
        for (int i = 0; i < k; i++)
        {
            heap[i] = i;
        }
        for (int i = (k / 2) - 1; i >= 0; i--)
        {
            SiftDown<TOrder>(values, heap, i);
        }

        int at = k;
        float worst = values[heap[0]];
        while (at < values.Length)
        {
            if (at <= values.Length - Vector<float>.Count && !float.IsNaN(worst)
                && !TOrder.AnyBefore(new Vector<float>(values[at..]), new Vector<float>(worst)))
            {
                at += Vector<float>.Count;
                continue;
            }

            int end = Math.Min(values.Length, at + Vector<float>.Count);
            for (; at < end; at++)
            {
                if (TOrder.Before(values[at], worst) || (float.IsNaN(worst) && !float.IsNaN(values[at]))) // an equal one has the higher index here
                {
                    heap[0] = at;
                    SiftDown<TOrder>(values, heap, 0);
                    worst = values[heap[0]];
                }
            }
        }

        for (int last = k - 1; last > 0; last--)
        {
            (heap[0], heap[last]) = (heap[last], heap[0]);
            SiftDown<TOrder>(values, heap[..last], 0);
        }
        return k;
    }

    private static void SiftDown<TOrder>(ReadOnlySpan<float> values, Span<int> heap, int at)
        where TOrder : struct, IOrder
    {
        int moved = heap[at];
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= heap.Length)
            {
                break;
            }
            if (child + 1 < heap.Length && Ranks<TOrder>(values, heap[child], heap[child + 1]))
            {
                child++;
            }
            if (!Ranks<TOrder>(values, moved, heap[child]))
            {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
    }

    /// <summary>Whether the value at i comes before the one at j in the result.</summary>
    private static bool Ranks<TOrder>(ReadOnlySpan<float> values, int i, int j)
        where TOrder : struct, IOrder
    {
        (float x, float y) = (values[i], values[j]);
        if (TOrder.Before(x, y) || TOrder.Before(y, x))
        {
            return TOrder.Before(x, y);
        }
        return float.IsNaN(x) == float.IsNaN(y) ? i < j : float.IsNaN(y);
    }

    private interface IOrder
    {
        static abstract bool Before(float x, float y);

        static abstract bool AnyBefore(Vector<float> x, Vector<float> y);
    }

    private readonly struct Descending : IOrder
    {
        public static bool Before(float x, float y) => x > y;

        public static bool AnyBefore(Vector<float> x, Vector<float> y) => Vector.GreaterThanAny(x, y);
    }

    private readonly struct Ascending : IOrder
    {
        public static bool Before(float x, float y) => x < y;

        public static bool AnyBefore(Vector<float> x, Vector<float> y) => Vector.LessThanAny(x, y);
    }
}
