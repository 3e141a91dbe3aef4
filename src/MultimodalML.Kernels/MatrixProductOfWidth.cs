using MultimodalML.Kernels.Vectors;

namespace MultimodalML.Kernels;

/// <summary>The blocked product for one vector width.</summary>
/// <remarks>
/// B is cut into blocks of <see cref="BlockDepth"/> rows and, where it pays, copied into strips as wide as a tile. Threads take strips of rows of A, copy up to <see cref="BlockRows"/> of them into
/// the second-level cache where that pays, and pass tile by tile over one strip of B after the other. Where A has no more rows than that, or B is transposed and no smaller than A, they take strips of B and copy each just before it is used.
/// </remarks>
internal static unsafe partial class MatrixProduct<TWidth, TVector>
    where TWidth : struct, IVectorWidth<TVector>
    where TVector : struct
{
    // 2048^3, two threads, GFLOP/s: depth 512, 43 strips, 256 rows 226; 768, 43, 128 238; 1024, 22, 128 244; 1024, 43, 128 or 256 253. C is read and written once for each block of depth.
    private const int BlockDepth = 1024;
    private const int BlockStrips = 43;
    private const int BlockRows = 256;
    private const int StripsWorthPacking = 8; // fewer strips use packed rows of A too seldom
    private const int StripsWorthSharing = 4; // packed one by one: (128x4096)(4096x2048), B transposed, two threads, GFLOP/s: 214, all at first 172
    private const int StripsWorthRereading = 8; // by more rows than a block has, if B is transposed: 512^3 239, all at first 222; B as it is 236, 237
    private const int MostSharedRows = 1024;

    // B is read where it lies, without packing: by few rows always, by some if it stays in the second-level cache, by many only if it stays in the first. One thread, GFLOP/s, packed and not:
    // (64x256)(256x64) 102, 114; (64x512)(512x512) 109, 119; (64x512)(512x1024) 103, 65; (32x512)(512x2048) 77, 58; (8x512)(512x1024) 34, 67; (256x64)(64x192) 123, 130; (256x128)(128x128) 125, 117
    private const int FewRows = 24;
    private const int SomeRows = 128;
    private const int SecondLevelFloats = 3 << 17;
    private const int FirstLevelFloats = 3 << 12;

    private const long WorkOfPart = 1 << 19; // multiply-adds worth handing to another thread, some ten microseconds

    [ThreadStatic]
    private static AlignedBuffer? s_packedB;

    [ThreadStatic]
    private static AlignedBuffer? s_packedA;

    public static void Run(in MatrixTask task)
    {
        bool direct = !task.TransposeB && (task.M < FewRows || (long)task.K * task.BStride <= (task.M <= SomeRows ? SecondLevelFloats : FirstLevelFloats));
        int blocks = direct ? 1 : Math.Max(1, (task.K + BlockDepth - 1) / BlockDepth);
        int blockDepth = (task.K + blocks - 1) / blocks;
        var strips = new MatrixStrips(task.N, TWidth.Count);
        bool oneByOne = !direct && IsWorthSharing(task, strips);
        int blockStrips = direct || oneByOne ? strips.Count : BlockStrips;

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
                    OneByOne = oneByOne,
                    First = block == 0,
                    Last = block == blocks - 1,
                };
                if (!oneByOne)
                {
                    job.PackColumns();
                }
                job.Run();
            }
        }
    }

    private static bool IsWorthSharing(in MatrixTask task, in MatrixStrips strips) =>
        task.Activation <= Activation.Relu && strips.Count >= StripsWorthSharing
        && (task.M <= BlockRows || (task.TransposeB && task.RowStride > 1 && task.M <= Math.Min(MostSharedRows, task.N) && strips.Count >= StripsWorthRereading));

    /// <summary>Copies B into strips of its whole depth: (columns rounded up to vectors) · depth floats.</summary>
    public static void Pack(in MatrixTask task, float* packed)
    {
        Block block = WholeBlock(task, packed);
        for (int strip = 0; strip < block.StripCount; strip++)
        {
            block.Pack(strip);
        }
    }

    /// <summary>The product with a B that <see cref="Pack"/> copied.</summary>
    public static void RunPacked(in MatrixTask task, float* packed)
    {
        if (task.M == 1 && task.Activation <= Activation.Relu)
        {
            PackedRow<TWidth, TVector>.Run(task, packed);
        }
        else
        {
            WholeBlock(task, packed).Run();
        }
    }

    private static Block WholeBlock(in MatrixTask task, float* packed)
    {
        var strips = new MatrixStrips(task.N, TWidth.Count);
        return new Block { Task = task, Strips = strips, StripCount = strips.Count, Depth = task.K, First = true, Last = true, Packed = packed };
    }

    private partial struct Block
    {
        public MatrixTask Task;
        public MatrixStrips Strips;
        public int FirstStrip, StripCount, FirstDepth, Depth;
        public bool Direct, OneByOne, First, Last;
        public float* Packed;
        private bool _packRows;

        private readonly long StripWork => (long)Depth * TWidth.Count * MatrixStrips.MaxVectors; // multiply-adds of a row with a strip

        public void Run()
        {
            int rowStrips = (Task.M + TWidth.TileRows - 1) / TWidth.TileRows, parts = (OneByOne ? 2 : 4) * Parallelism.ThreadCount;
            bool byColumns = OneByOne || (rowStrips < 2 * Parallelism.ThreadCount && StripCount > 1 && Task.Activation <= Activation.Relu);
            _packRows = (!OneByOne || Task.M <= BlockRows) && (Task.RowStride == 1 ? StripCount > 2 : StripCount > (OneByOne ? parts : 1) * StripsWorthPacking && Depth > 64);
            if (byColumns)
            {
                Parallelism.For(StripCount, Grain(StripCount, StripWork * Task.M, parts), new ColumnsJob { Block = this });
            }
            else
            {
                Parallelism.For(rowStrips, Grain(rowStrips, StripWork * TWidth.TileRows * StripCount, parts), new RowsJob { Block = this });
            }
        }

        /// <summary>Parts large enough to be worth a thread, and several a thread, so that a slow one holds nobody up.</summary>
        private static int Grain(int count, long workOfItem, int mostParts)
        {
            long parts = Math.Clamp(count * workOfItem / WorkOfPart, 1, mostParts);
            return (int)Math.Max(1, (count + parts - 1) / parts);
        }

        public readonly void Pack(int strip) => Pack(strip, PackedStrip(strip));

        /// <summary>Rows of some row strips, columns of some strips.</summary>
        public readonly void RunRows(int fromRowStrip, int toRowStrip, int firstStrip, int stripCount)
        {
            int firstRow = fromRowStrip * TWidth.TileRows;
            int endRow = Math.Min(toRowStrip * TWidth.TileRows, Task.M);
            if (_packRows)
            {
                int blockRows = Math.Min(BlockRows, (toRowStrip - fromRowStrip) * TWidth.TileRows);
                float* packed = (s_packedA ??= new AlignedBuffer()).Request(Math.Max(1, Depth) * blockRows);
                for (int row = firstRow; row < endRow; row += blockRows)
                {
                    int rows = Math.Min(blockRows, endRow - row);
                    PackRows(row, rows, packed);
                    RunRows(row, rows, packed, (nint)Depth * TWidth.TileRows, 1, TWidth.TileRows, firstStrip, stripCount);
                }
            }
            else
            {
                RunRows(firstRow, endRow - firstRow, RowsOfA(firstRow), TWidth.TileRows * Task.RowStride, Task.RowStride, Task.ColumnStride, firstStrip, stripCount);
            }

            if (Last && Task.Activation > Activation.Relu)
            {
                int firstColumn = Strips.Start(FirstStrip) * TWidth.Count;
                int columns = Math.Min(Task.N, Strips.Start(FirstStrip + StripCount) * TWidth.Count) - firstColumn;
                for (int row = firstRow; row < endRow; row++)
                {
                    ActivationFunction.Apply(Task.Activation, new Span<float>(Task.C + (row * Task.CStride) + firstColumn, columns));
                }
            }
        }

        private readonly float* RowsOfA(int row) => Task.A + (row * Task.RowStride) + (FirstDepth * Task.ColumnStride);

        private readonly void RunRows(int firstRow, int rows, float* a, nint tileStride, nint rowStride, nint columnStride, int firstStrip, int stripCount)
        {
            int whole = rows / TWidth.TileRows;
            for (int strip = firstStrip; strip < firstStrip + stripCount; strip++)
            {
                if (OneByOne)
                {
                    Pack(strip);
                }
                float* c = Task.C + (firstRow * Task.CStride);
                RunTiles(strip, whole, TWidth.TileRows, a, tileStride, rowStride, columnStride, c);
                float* aRest = a + (whole * tileStride);
                int row = whole * TWidth.TileRows;
                while (row < rows)
                {
                    int tileRows = rows - row >= 4 ? 4 : rows - row >= 2 ? 2 : 1;
                    RunTiles(strip, 1, tileRows, aRest, 0, rowStride, columnStride, c + (row * Task.CStride));
                    aRest += tileRows * rowStride;
                    row += tileRows;
                }
            }
        }

        private readonly float* PackedStrip(int strip) => OneByOne
            ? Packed
            : Packed + ((nint)(Strips.Start(strip) - Strips.Start(FirstStrip)) * TWidth.Count * Depth);

        private readonly void RunTiles(int strip, int tiles, int rows, float* a, nint tileStride, nint rowStride, nint columnStride, float* c)
        {
            int vectors = Strips.Vectors(strip), firstColumn = Strips.Start(strip) * TWidth.Count;
            int columns = Math.Min(vectors * TWidth.Count, Task.N - firstColumn);
            bool packed = !Direct || columns % TWidth.Count != 0;
            float* next = !Direct && !OneByOne && vectors == MatrixStrips.MaxVectors ? PackedStrip(strip + 1 < FirstStrip + StripCount ? strip + 1 : FirstStrip) : null;
            new MatrixTiles<TWidth, TVector>
            {
                Count = tiles,
                Depth = Depth,
                A = a,
                TileStride = tileStride,
                RowStride = rowStride,
                ColumnStride = columnStride,
                B = !packed ? Task.B + firstColumn : Direct ? Packed : PackedStrip(strip),
                BStride = packed ? vectors * TWidth.Count : Task.BStride,
                C = c + firstColumn,
                CStride = Task.CStride,
                LastColumns = columns - ((vectors - 1) * TWidth.Count),
                Accumulate = Task.Accumulate || !First,
                Bias = Last && Task.Bias != null ? Task.Bias + firstColumn : null,
                Rectify = Last && Task.Activation == Activation.Relu,
                Ahead = Task.Ahead == null ? next : strip == FirstStrip ? Task.Ahead : null, // once is enough
            }.Multiply(rows, vectors);
        }
    }

    private struct RowsJob : IRangeJob
    {
        public Block Block;

        public readonly void Run(int from, int to) => Block.RunRows(from, to, Block.FirstStrip, Block.StripCount);
    }

    private struct ColumnsJob : IRangeJob
    {
        public Block Block;

        public readonly void Run(int from, int to)
        {
            Block block = Block;
            if (block.OneByOne)
            {
                block.Packed = (s_packedB ??= new AlignedBuffer()).Request(Math.Max(1, block.Depth) * TWidth.Count * MatrixStrips.MaxVectors);
            }
            block.RunRows(0, (block.Task.M + TWidth.TileRows - 1) / TWidth.TileRows, block.FirstStrip + from, to - from);
        }
    }
}
