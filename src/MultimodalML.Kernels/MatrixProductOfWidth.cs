using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MultimodalML.Kernels.Vectors;

namespace MultimodalML.Kernels;

/// <summary>The blocked product for one vector width.</summary>
/// <remarks>
/// B is cut into blocks of <see cref="BlockDepth"/> rows that fit the second-level cache and, where it pays, copied into strips as wide as a tile. Threads take strips of rows
/// of A (or of columns of B when there are few rows), copy them where that pays, and pass tile by tile over the block.
/// </remarks>
internal static unsafe class MatrixProduct<TWidth, TVector>
    where TWidth : struct, IVectorWidth<TVector>
    where TVector : struct
{
    private const int BlockDepth = 384;
    private const int BlockStrips = 16;
    private const int RowsWorthPacking = 48; // fewer rows use a packed strip of B too seldom
    private const long WorkOfPart = 1 << 18; // multiply-adds worth handing to another thread

    [ThreadStatic]
    private static AlignedBuffer? s_packedB;

    [ThreadStatic]
    private static AlignedBuffer? s_packedA;

    public static void Run(in MatrixTask task)
    {
        bool direct = !task.TransposeB && task.M < RowsWorthPacking;
        int blocks = direct ? 1 : Math.Max(1, (task.K + BlockDepth - 1) / BlockDepth);
        int blockDepth = (task.K + blocks - 1) / blocks;
        var strips = new Strips(task.N, TWidth.Count);
        int blockStrips = direct ? strips.Count : BlockStrips;

        for (int strip = 0; strip < strips.Count; strip += blockStrips)
        {
            for (int block = 0; block < blocks; block++)
            {
                var job = new Block
                {
                    Task = task,
                    Strips = strips,
                    FirstStrip = strip,
                    StripCount = Math.Min(blockStrips, strips.Count - strip),
                    FirstDepth = block * blockDepth,
                    Depth = Math.Min(blockDepth, task.K - (block * blockDepth)),
                    Direct = direct,
                    First = block == 0,
                    Last = block == blocks - 1,
                };
                job.Run();
            }
        }
    }

    /// <summary>C's columns cut into strips of three vectors; the last two are narrower where that avoids a strip of one vector.</summary>
    private readonly struct Strips(int columns, int width)
    {
        private readonly int _vectors = (columns + width - 1) / width;

        public int Count => (_vectors + MatrixTile.MaxVectors - 1) / MatrixTile.MaxVectors;

        /// <summary>First vector of a strip.</summary>
        public int Start(int strip)
        {
            if (strip == Count)
            {
                return _vectors;
            }
            return strip == Count - 1 && strip > 0 && _vectors % MatrixTile.MaxVectors == 1 ? _vectors - 2 : strip * MatrixTile.MaxVectors;
        }

        public int Vectors(int strip) => Start(strip + 1) - Start(strip);
    }

    private struct Block
    {
        public MatrixTask Task;
        public Strips Strips;
        public int FirstStrip, StripCount, FirstDepth, Depth;
        public bool Direct, First, Last;
        private float* _packed;
        private bool _packRows;

        public void Run()
        {
            int firstVector = Strips.Start(FirstStrip);
            int vectors = Strips.Start(FirstStrip + StripCount) - firstVector;
            long stripWork = (long)Depth * TWidth.Count * MatrixTile.MaxVectors;
            if (Direct)
            {
                int last = FirstStrip + StripCount - 1;
                if (Task.N % TWidth.Count != 0)
                {
                    _packed = (s_packedB ??= new AlignedBuffer()).Request(Depth * TWidth.Count * MatrixTile.MaxVectors);
                    Pack(last, _packed);
                }
            }
            else
            {
                _packed = (s_packedB ??= new AlignedBuffer()).Request(Math.Max(1, Depth * TWidth.Count * vectors));
                Parallelism.For(StripCount, Grain(StripCount, stripWork / 2), new PackJob { Block = this });
            }

            int rowStrips = (Task.M + TWidth.TileRows - 1) / TWidth.TileRows;
            _packRows = StripCount > 2 && (Task.RowStride == 1 || Depth > 64);
            if (rowStrips >= 2 * Parallelism.ThreadCount || StripCount == 1)
            {
                Parallelism.For(rowStrips, Grain(rowStrips, stripWork * TWidth.TileRows * StripCount), new RowsJob { Block = this });
            }
            else
            {
                Parallelism.For(StripCount, Grain(StripCount, stripWork * Task.M), new ColumnsJob { Block = this });
            }
        }

        /// <summary>Parts large enough to be worth a thread, and several a thread, so that a slow one holds nobody up.</summary>
        private static int Grain(int count, long workOfItem) =>
            (int)Math.Min(count, Math.Max((count + (4 * Parallelism.ThreadCount) - 1) / (4 * Parallelism.ThreadCount), 1 + (WorkOfPart / Math.Max(1, workOfItem))));

        public readonly void Pack(int strip) => Pack(strip, PackedStrip(strip));

        public readonly void RunRows(int rowStrip, int firstStrip, int stripCount)
        {
            int firstRow = rowStrip * TWidth.TileRows;
            int rows = Math.Min(TWidth.TileRows, Task.M - firstRow);
            float* a = Task.A + (firstRow * Task.RowStride) + (FirstDepth * Task.ColumnStride);
            (nint rowStride, nint columnStride) = (Task.RowStride, Task.ColumnStride);
            if (_packRows)
            {
                float* packed = (s_packedA ??= new AlignedBuffer()).Request(BlockDepth * TWidth.TileRows);
                if (rowStride == 1)
                {
                    MatrixPacking.Copy(a, columnStride, rows, Depth, packed, TWidth.TileRows);
                }
                else
                {
                    MatrixPacking.Transpose(a, rowStride, rows, Depth, packed, TWidth.TileRows);
                }
                a = packed;
                (rowStride, columnStride) = (1, TWidth.TileRows);
            }

            for (int strip = firstStrip; strip < firstStrip + stripCount; strip++)
            {
                int rowsLeft = rows;
                float* aTile = a;
                float* c = Task.C + (firstRow * Task.CStride);
                while (rowsLeft > 0)
                {
                    int tileRows = rowsLeft >= TWidth.TileRows ? TWidth.TileRows : rowsLeft >= 4 ? 4 : rowsLeft >= 2 ? 2 : 1;
                    RunTile(strip, tileRows, aTile, rowStride, columnStride, c);
                    rowsLeft -= tileRows;
                    aTile += tileRows * rowStride;
                    c += tileRows * Task.CStride;
                }
            }

            if (Last && Task.Activation > Activation.Relu)
            {
                int firstColumn = Strips.Start(firstStrip) * TWidth.Count;
                int columns = Math.Min(Task.N, Strips.Start(firstStrip + stripCount) * TWidth.Count) - firstColumn;
                for (int row = firstRow; row < firstRow + rows; row++)
                {
                    Apply(Task.Activation, new Span<float>(Task.C + (row * Task.CStride) + firstColumn, columns));
                }
            }
        }

        private readonly float* PackedStrip(int strip) =>
            _packed + ((nint)(Strips.Start(strip) - Strips.Start(FirstStrip)) * TWidth.Count * Depth);

        private readonly void Pack(int strip, float* packed)
        {
            int firstColumn = Strips.Start(strip) * TWidth.Count;
            int packedWidth = Strips.Vectors(strip) * TWidth.Count;
            int columns = Math.Min(packedWidth, Task.N - firstColumn);
            if (Task.TransposeB)
            {
                MatrixPacking.Transpose(Task.B + (firstColumn * Task.BStride) + FirstDepth, Task.BStride, columns, Depth, packed, packedWidth);
            }
            else
            {
                MatrixPacking.Copy(Task.B + (FirstDepth * Task.BStride) + firstColumn, Task.BStride, columns, Depth, packed, packedWidth);
            }
        }

        private readonly void RunTile(int strip, int rows, float* a, nint rowStride, nint columnStride, float* c)
        {
            int firstColumn = Strips.Start(strip) * TWidth.Count;
            int vectors = Strips.Vectors(strip);
            int width = vectors * TWidth.Count;
            bool whole = firstColumn + width <= Task.N;
            float* b = !Direct ? PackedStrip(strip) : whole ? Task.B + firstColumn : _packed;
            nint bStride = Direct && whole ? Task.BStride : width;
            c += firstColumn;
            float* bias = Last && Task.Bias != null ? Task.Bias + firstColumn : null;
            bool accumulate = Task.Accumulate || !First;
            bool rectify = Last && Task.Activation == Activation.Relu;
            if (whole)
            {
                RunTile(rows, vectors, a, rowStride, columnStride, b, bStride, c, Task.CStride, accumulate, bias, rectify);
                return;
            }

            float* sums = stackalloc float[8 * MatrixTile.MaxVectors * 16];
            RunTile(rows, vectors, a, rowStride, columnStride, b, bStride, sums, width, false, null, false);
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < Task.N - firstColumn; j++)
                {
                    float value = sums[(i * width) + j] + (accumulate ? c[j] : 0) + (bias != null ? bias[j] : 0);
                    c[j] = rectify && value < 0 ? 0 : value;
                }
                c += Task.CStride;
            }
        }

        private readonly void RunTile(int rows, int vectors, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* c, nint cStride, bool accumulate, float* bias, bool rectify)
        {
            switch (rows)
            {
                case 8: RunTile<Size8>(vectors, a, rowStride, columnStride, b, bStride, c, cStride, accumulate, bias, rectify); break;
                case 4: RunTile<Size4>(vectors, a, rowStride, columnStride, b, bStride, c, cStride, accumulate, bias, rectify); break;
                case 2: RunTile<Size2>(vectors, a, rowStride, columnStride, b, bStride, c, cStride, accumulate, bias, rectify); break;
                default: RunTile<Size1>(vectors, a, rowStride, columnStride, b, bStride, c, cStride, accumulate, bias, rectify); break;
            }
        }

        private readonly void RunTile<TRows>(int vectors, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* c, nint cStride, bool accumulate, float* bias, bool rectify)
            where TRows : struct, ISize
        {
            switch (vectors)
            {
                case 3: MatrixTile.Multiply<TWidth, TVector, TRows, Size3>(Depth, a, rowStride, columnStride, b, bStride, c, cStride, accumulate, bias, rectify); break;
                case 2: MatrixTile.Multiply<TWidth, TVector, TRows, Size2>(Depth, a, rowStride, columnStride, b, bStride, c, cStride, accumulate, bias, rectify); break;
                default: MatrixTile.Multiply<TWidth, TVector, TRows, Size1>(Depth, a, rowStride, columnStride, b, bStride, c, cStride, accumulate, bias, rectify); break;
            }
        }

        private static void Apply(Activation activation, Span<float> values)
        {
            if (activation == Activation.Tanh)
            {
                TensorPrimitives.Tanh(values, values);
            }
            else
            {
                TensorPrimitives.Sigmoid(values, values);
            }
        }
    }

    private struct PackJob : IRangeJob
    {
        public Block Block;

        public readonly void Run(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                Block.Pack(Block.FirstStrip + i);
            }
        }
    }

    private struct RowsJob : IRangeJob
    {
        public Block Block;

        public readonly void Run(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                Block.RunRows(i, Block.FirstStrip, Block.StripCount);
            }
        }
    }

    private struct ColumnsJob : IRangeJob
    {
        public Block Block;

        public readonly void Run(int from, int to)
        {
            for (int i = 0; i < (Block.Task.M + TWidth.TileRows - 1) / TWidth.TileRows; i++)
            {
                Block.RunRows(i, Block.FirstStrip + from, to - from);
            }
        }
    }
}
