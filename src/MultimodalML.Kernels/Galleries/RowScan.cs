using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MultimodalML.Kernels.Galleries;

/// <summary>A scan by inner products of encoded rows and queries. Several queries pass over a block of rows while it is in the cache.</summary>
internal unsafe struct RowScan<TCodes> : IRangeJob
    where TCodes : struct, IRowCodes
{
    private const int Ahead = 4096; // bytes; the hardware's own prefetching stops at a page. One query with it: 29, 30, 32 GB/s of float32, bfloat16, int8; without: 25, 21, 22
    private const int BlockBytes = 1 << 17; // rows that stay in the second-level cache

    public ScanTask Task;

    public readonly void Run(int from, int to)
    {
        int slot = Task.TakeSlot();
        for (int part = from; part < to; part++)
        {
            int end = Task.FirstRow(part + 1);
            int block = Task.QueryCount == 1 ? end : Math.Max(16, BlockBytes / Math.Max(1, TCodes.Stride(Task.Source.Length)));
            for (int row = Task.FirstRow(part); row < end; row += block)
            {
                for (int query = 0; query < Task.QueryCount; query++)
                {
                    Run(slot, query, row, Math.Min(end, row + block));
                }
            }
        }
        Task.ReturnSlot(slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Run(int slot, int query, int firstRow, int endRow)
    {
        int length = Task.Source.Length;
        nint stride = TCodes.Stride(length);
        byte* codes = Task.EncodedQueries + ((nint)query * TCodes.QueryBytes(length));
        float* scales = Task.Source.Scales, biases = Task.Source.Biases;
        float queryScale = Task.QueryScales[query];
        BestRows best = Task.Best(slot, query);
        float threshold = best.Threshold;
        float* products = stackalloc float[4];
        byte* last = Task.Source.Rows + ((endRow - 1) * stride);
        for (int row = firstRow; row < endRow; row += 4)
        {
            byte* row0 = Task.Source.Rows + (row * stride), row1 = row0 + stride, row2 = row1 + stride, row3 = row2 + stride;
            if (row3 > last) // rows over the end stand in for nothing
            {
                row1 = row1 < last ? row1 : last;
                row2 = row2 < last ? row2 : last;
                row3 = last;
            }
            if (Sse.IsSupported)
            {
                for (nint p = 0; p < 4 * stride; p += 64)
                {
                    Sse.Prefetch0(row0 + Ahead + p);
                }
            }
            TCodes.Products(codes, row0, row1, row2, row3, length, products);
            int rows = Math.Min(4, endRow - row);
            for (int i = 0; i < rows; i++)
            {
                float score = products[i] * queryScale;
                score = scales != null ? score * scales[row + i] : score;
                score = biases != null ? score + biases[row + i] : score;
                if (score >= threshold && score < float.PositiveInfinity)
                {
                    best.Add(score, row + i);
                    threshold = best.Threshold;
                }
            }
        }
    }
}
