using System.Buffers;
using MultimodalML.Kernels.Vectors;

namespace MultimodalML.Kernels.Galleries;

/// <summary>The scan itself: scores of all rows in blocks, and of each block only what may belong to the best.</summary>
/// <remarks>Threads take parts of the gallery and keep their own best rows, which are merged at the end. Keys order rows completely, so the result does not depend on who took which part.</remarks>
internal static unsafe class GalleryScan
{
    /// <summary>Queries of one pass over the gallery.</summary>
    public const int MaxQueries = 256;

    private const int PartsOfThread = 32; // so that the last ones end at about the same time
    private const long WorkOfPart = 1 << 17; // multiply-adds worth another thread: the rows come from memory

    /// <summary>Fills keys [queries, candidates] with the best rows of each query, in no order; 0 where there are none.</summary>
    public static void Run<TCodes>(in ScanSource source, int queryCount, ReadOnlySpan<float> queries, int candidates, Span<ulong> keys)
        where TCodes : struct, IRowCodes
    {
        int parts = (int)Math.Clamp((long)source.Count * source.Length * queryCount / WorkOfPart, 1, PartsOfThread * Parallelism.ThreadCount);
        parts = Math.Min(parts, source.Count);
        int slots = Math.Min(parts, Math.Min(64, Parallelism.ThreadCount));
        long taken = 0;
        int keysOfSlot = queryCount * candidates;
        ulong[] slotKeys = ArrayPool<ulong>.Shared.Rent(slots * keysOfSlot);
        slotKeys.AsSpan(0, slots * keysOfSlot).Clear();
        bool asProduct = typeof(TCodes) == typeof(FloatCodes) && queryCount > 1;
        int queryBytes = asProduct ? 0 : TCodes.QueryBytes(source.Length);
        byte[] encoded = ArrayPool<byte>.Shared.Rent(queryCount * queryBytes);
        float[] queryScales = ArrayPool<float>.Shared.Rent(queryCount);
        fixed (ulong* keysPointer = slotKeys)
        fixed (byte* encodedPointer = encoded)
        fixed (float* scalesPointer = queryScales, queriesPointer = queries)
        {
            var task = new ScanTask { Source = source, Queries = queriesPointer, QueryCount = queryCount, EncodedQueries = encodedPointer, QueryScales = scalesPointer, Candidates = candidates, Keys = keysPointer, Slots = &taken, Parts = parts };
            if (asProduct)
            {
                WidestVector.Run(new ProductOperation { Task = task });
            }
            else
            {
                for (int i = 0; i < queryCount; i++)
                {
                    scalesPointer[i] = TCodes.EncodeQuery(queries.Slice(i * source.Length, source.Length), encodedPointer + (i * queryBytes));
                }
                Parallelism.For(parts, 1, new RowScan<TCodes> { Task = task });
            }
        }

        keys[..keysOfSlot].Clear();
        for (int i = 0; i < queryCount; i++)
        {
            var best = new BestRows(keys.Slice(i * candidates, candidates));
            for (int slot = 0; slot < slots; slot++)
            {
                foreach (ulong key in slotKeys.AsSpan((slot * keysOfSlot) + (i * candidates), candidates))
                {
                    best.Add(key);
                }
            }
        }
        ArrayPool<ulong>.Shared.Return(slotKeys);
        ArrayPool<byte>.Shared.Return(encoded);
        ArrayPool<float>.Shared.Return(queryScales);
    }

    private struct ProductOperation : IVectorOperation
    {
        public ScanTask Task;

        public readonly void Run<TWidth, TVector>()
            where TWidth : struct, IVectorWidth<TVector>
            where TVector : struct => ProductScan<TWidth, TVector>.Run(Task);
    }
}
