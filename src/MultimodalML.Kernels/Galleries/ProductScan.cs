using System.Numerics;
using System.Runtime.CompilerServices;
using MultimodalML.Kernels.Vectors;

namespace MultimodalML.Kernels.Galleries;

/// <summary>A scan for several queries: matrix products of a block of rows with all queries, a row's scores side by side, compared with the queries' thresholds a vector at a time.</summary>
internal static unsafe class ProductScan<TWidth, TVector>
    where TWidth : struct, IVectorWidth<TVector>
    where TVector : struct
{
    private const int BlockRows = 64;

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
                    MatrixProduct<TWidth, TVector>.RunPacked(product, Packed);
                    Choose(slot, row, product.M, scores, thresholds, padded);
                }
            }
            Task.ReturnSlot(slot);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Choose(int slot, int firstRow, int rows, float* scores, float* thresholds, int padded)
        {
            float one = 1, zero = 0;
            bool asTheyAre = Task.Source.Scales == null && Task.Source.Biases == null;
            for (int query = 0; query < padded; query += TWidth.Count)
            {
                TVector threshold = TWidth.Load(thresholds + query);
                float* at = scores + query;
                for (int i = 0; i < rows; i++)
                {
                    TVector score = TWidth.Load(at);
                    if (!asTheyAre)
                    {
                        TVector scale = TWidth.Broadcast(Task.Source.Scales != null ? Task.Source.Scales + firstRow + i : &one);
                        TVector bias = TWidth.Broadcast(Task.Source.Biases != null ? Task.Source.Biases + firstRow + i : &zero);
                        score = TWidth.MultiplyAdd(score, scale, bias);
                        TWidth.Store(score, at);
                    }
                    uint above = TWidth.NotLess(score, threshold);
                    if (above != 0)
                    {
                        Add(slot, firstRow + i, query, above, at - query, thresholds);
                        threshold = TWidth.Load(thresholds + query);
                    }
                    at += padded;
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
