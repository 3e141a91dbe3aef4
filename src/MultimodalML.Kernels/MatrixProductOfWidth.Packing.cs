namespace MultimodalML.Kernels;

/// <summary>How the blocked product copies its matrices into the order in which tiles read them.</summary>
internal static unsafe partial class MatrixProduct<TWidth, TVector>
{
    private partial struct Block
    {
        /// <summary>Packs the block of B, or of a direct one the last strip if that ends within a vector.</summary>
        public void PackColumns()
        {
            AlignedBuffer buffer = s_packedB ??= new AlignedBuffer();
            if (Direct)
            {
                if (Task.N % TWidth.Count != 0)
                {
                    Packed = buffer.Request(Depth * TWidth.Count * MatrixStrips.MaxVectors);
                    Pack(FirstStrip + StripCount - 1, Packed);
                }
                return;
            }

            int vectors = Strips.Start(FirstStrip + StripCount) - Strips.Start(FirstStrip);
            Packed = buffer.Request(Depth * TWidth.Count * vectors);
            if (Task.TransposeB)
            {
                Parallelism.For(StripCount, Grain(StripCount, StripWork / 2, 4 * Parallelism.ThreadCount), new PackJob { Block = this });
            }
            else
            {
                int columns = Math.Min(vectors * TWidth.Count, Task.N - (Strips.Start(FirstStrip) * TWidth.Count));
                Parallelism.For(Depth, Grain(Depth, columns / 2, 4 * Parallelism.ThreadCount), new PackRowsJob { Block = this });
            }
        }

        private readonly void PackRows(int firstRow, int rows, float* packed)
        {
            for (int row = 0; row < rows; row += TWidth.TileRows)
            {
                int width = Math.Min(TWidth.TileRows, rows - row);
                if (Task.RowStride == 1)
                {
                    MatrixPacking.Copy(RowsOfA(firstRow + row), Task.ColumnStride, width, Depth, packed, TWidth.TileRows);
                }
                else
                {
                    MatrixPacking.Transpose(RowsOfA(firstRow + row), Task.RowStride, width, Depth, packed, TWidth.TileRows);
                }
                packed += (nint)Depth * TWidth.TileRows;
            }
        }

        public readonly void PackRowsOfB(int from, int to)
        {
            int firstColumn = Strips.Start(FirstStrip) * TWidth.Count;
            for (int p = from; p < to; p++)
            {
                float* source = Task.B + ((FirstDepth + p) * Task.BStride) + firstColumn;
                for (int strip = FirstStrip; strip < FirstStrip + StripCount; strip++)
                {
                    int width = Strips.Vectors(strip) * TWidth.Count;
                    int columns = Math.Min(width, Task.N - (Strips.Start(strip) * TWidth.Count));
                    float* target = PackedStrip(strip) + ((nint)p * width);
                    int j = 0;
                    for (; j <= columns - TWidth.Count; j += TWidth.Count)
                    {
                        TWidth.Store(TWidth.Load(source + j), target + j);
                    }
                    for (; j < columns; j++)
                    {
                        target[j] = source[j];
                    }
                    for (; j < width; j++)
                    {
                        target[j] = 0;
                    }
                    source += width;
                }
            }
        }

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

    private struct PackRowsJob : IRangeJob
    {
        public Block Block;

        public readonly void Run(int from, int to) => Block.PackRowsOfB(from, to);
    }
}
