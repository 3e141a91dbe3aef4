using MultimodalML.Kernels.Vectors;

namespace MultimodalML.Kernels;

/// <summary>Sums down the columns of a dense row-major matrix: the gradient of a bias.</summary>
internal static unsafe class ColumnSums
{
    private const int ValuesOfPart = 1 << 15; // worth another thread

    /// <summary>destinationⱼ = Σᵢ xᵢⱼ.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    /// <remarks>Rows are added from the first to the last in single precision, whatever the number of threads.</remarks>
    public static void Compute(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination)
    {
        MatrixSpan.Check(source.Length, rows, columns, "source", nameof(source));
        MatrixSpan.Check(destination.Length, 1, columns, "destination", nameof(destination));
        fixed (float* from = source, to = destination)
        {
            int grain = (int)Math.Min(columns, Math.Max(64, ((long)ValuesOfPart / Math.Max(1, rows)) + 1));
            Parallelism.For(columns, Math.Max(1, (grain + 63) & ~63), new Job { Rows = rows, Columns = columns, Source = from, Destination = to });
        }
    }

    private struct Job : IRangeJob, IVectorOperation
    {
        public int Rows, Columns;
        public float* Source, Destination;
        private int _from, _to;

        public readonly void Run(int from, int to)
        {
            Job part = this;
            (part._from, part._to) = (from, to);
            WidestVector.Run(part);
        }

        public readonly void Run<TWidth, TVector>()
            where TWidth : struct, IVectorWidth<TVector>
            where TVector : struct
        {
            int j = _from;
            for (; j + (4 * TWidth.Count) <= _to; j += 4 * TWidth.Count)
            {
                Four<TWidth, TVector>(Source + j, Destination + j);
            }
            for (; j < _to; j += TWidth.Count)
            {
                One<TWidth, TVector>(Source + j, Destination + j, TWidth.First(Math.Min(TWidth.Count, _to - j)));
            }
        }

        private readonly void Four<TWidth, TVector>(float* x, float* y)
            where TWidth : struct, IVectorWidth<TVector>
            where TVector : struct
        {
            TVector s0 = TWidth.Zero, s1 = TWidth.Zero, s2 = TWidth.Zero, s3 = TWidth.Zero;
            for (int i = 0; i < Rows; i++)
            {
                s0 = TWidth.Add(s0, TWidth.Load(x));
                s1 = TWidth.Add(s1, TWidth.Load(x + TWidth.Count));
                s2 = TWidth.Add(s2, TWidth.Load(x + (2 * TWidth.Count)));
                s3 = TWidth.Add(s3, TWidth.Load(x + (3 * TWidth.Count)));
                x += Columns;
            }
            TWidth.Store(s0, y);
            TWidth.Store(s1, y + TWidth.Count);
            TWidth.Store(s2, y + (2 * TWidth.Count));
            TWidth.Store(s3, y + (3 * TWidth.Count));
        }

        private readonly void One<TWidth, TVector>(float* x, float* y, TVector mask)
            where TWidth : struct, IVectorWidth<TVector>
            where TVector : struct
        {
            TVector sum = TWidth.Zero;
            for (int i = 0; i < Rows; i++)
            {
                sum = TWidth.Add(sum, TWidth.Load(x, mask));
                x += Columns;
            }
            TWidth.Store(sum, y, mask);
        }
    }
}
