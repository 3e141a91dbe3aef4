using System.Numerics;
using System.Runtime.CompilerServices;
using MultimodalML.Kernels.Vectors;

namespace MultimodalML.Kernels.Galleries;

/// <summary>A scan for several queries: matrix products of a block of rows with all queries, a row's scores side by side, compared with the queries' thresholds a vector at a time.</summary>
internal static unsafe class ProductScan<TWidth, TVector>
    where TWidth : struct, IVectorWidth<TVector>
    where TVector : struct
{
    [ThreadStatic]
    private static AlignedBuffer? s_queries;

    [ThreadStatic]
    private static AlignedBuffer? s_scores;

    public static void Run(in ScanTask task)
    {
        var product = new MatrixTask { M = BlockRows, N = task.QueryCount, K = task.Source.Length, B = task.Queries, BStride = task.Source.Length, TransposeB = true, RowStride = task.Source.Length, ColumnStride = 1 };
        float* packed = (s_queries ??= new AlignedBuffer()).Request(Padded(task.QueryCount) * Math.Max(1, task.Source.Length));
        MatrixProduct<TWidth, TVector>.Pack(product, packed);
        product.N = Padded(task.QueryCount); // whole vectors: what the padding scores is not looked at
        Parallelism.For(task.Parts, 1, new PartsJob { Task = task, Product = product, Packed = packed });
    }

    /// <summary>As many rows as a product fetches ahead. 100 queries, a million rows of 128: 116 ms; without fetching ahead 139 ms, with 64 rows 122 ms.</summary>
    private static int BlockRows => Math.Max(TWidth.TileRows, MatrixStrips.MaxVectors * TWidth.Count);

    private static int Padded(int queries) => (queries + TWidth.Count - 1) / TWidth.Count * TWidth.Count;

    private struct PartsJob : IRangeJob
    {
        public ScanTask Task;
        public MatrixTask Product;
        public float* Packed;

        public readonly void Run(int from, int to)
        {
            int padded = Padded(Task.QueryCount);
            float* scores = (s_scores ??= new AlignedBuffer()).Request((BlockRows + 1) * padded);
            float* thresholds = scores + (BlockRows * padded);
            MatrixTask product = Product;
            product.C = scores;
            product.CStride = padded;
            int slot = Task.TakeSlot();
            for (int i = 0; i < padded; i++)
            {
                thresholds[i] = i < Task.QueryCount ? Task.Best(slot, i).Threshold : float.NaN; // nothing passes a NaN
            }
            for (int part = from; part < to; part++)
            {
                int end = Task.FirstRow(part + 1);
                for (int row = Task.FirstRow(part); row < end; row += BlockRows)
                {
                    product.M = Math.Min(BlockRows, end - row);
                    product.A = (float*)Task.Source.Rows + ((nint)row * Task.Source.Length);
                    product.Ahead = product.A + ((nint)BlockRows * Task.Source.Length);
                    MatrixProduct<TWidth, TVector>.RunPacked(product, Packed);
                    Choose(slot, row, product.M, scores, thresholds, padded);
                }
            }
            Task.ReturnSlot(slot);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Choose(int slot, int firstRow, int rows, float* scores, float* thresholds, int padded)
        {
            if (Task.Source.Scales != null || Task.Source.Biases != null)
            {
                Adjust(firstRow, rows, scores, padded);
            }
            for (int query = 0; query < padded; query += TWidth.Count)
            {
                TVector threshold = TWidth.Load(thresholds + query);
                float* at = scores + query;
                for (int row = firstRow; row < firstRow + rows; row++)
                {
                    uint above = TWidth.NotLess(TWidth.Load(at), threshold);
                    if (above != 0)
                    {
                        Add(slot, row, query, above, at - query, thresholds);
                        threshold = TWidth.Load(thresholds + query);
                    }
                    at += padded;
                }
            }
        }

        /// <summary>Scores of products: times their rows' scales, plus their biases.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Adjust(int firstRow, int rows, float* scores, int padded)
        {
            float one = 1, zero = 0;
            for (int row = firstRow; row < firstRow + rows; row++)
            {
                TVector scale = TWidth.Broadcast(Task.Source.Scales != null ? Task.Source.Scales + row : &one);
                TVector bias = TWidth.Broadcast(Task.Source.Biases != null ? Task.Source.Biases + row : &zero);
                for (float* end = scores + padded; scores < end; scores += TWidth.Count)
                {
                    TWidth.Store(TWidth.MultiplyAdd(TWidth.Load(scores), scale, bias), scores);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Add(int slot, int row, int firstQuery, uint chosen, float* scores, float* thresholds)
        {
            for (; chosen != 0; chosen &= chosen - 1)
            {
                int query = firstQuery + BitOperations.TrailingZeroCount(chosen);
                if (scores[query] < float.PositiveInfinity)
                {
                    BestRows best = Task.Best(slot, query);
                    best.Add(scores[query], row);
                    thresholds[query] = best.Threshold;
                }
            }
        }
    }
}
