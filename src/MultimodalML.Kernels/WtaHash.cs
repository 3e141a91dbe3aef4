using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MultimodalML.Kernels;

/// <summary>Winner-take-all codes: for each permutation the place of the largest among its first entries.</summary>
/// <remarks>Of equal entries the first wins; NaN counts as −∞. Source: Yagnik et al., "The Power of Comparative Reasoning", ICCV 2011, algorithm 1.</remarks>
internal static unsafe class WtaHash
{
    private const long WorkOfPart = 1 << 17; // comparisons worth another thread

    [ThreadStatic]
    private static AlignedBuffer? s_columns;

    /// <summary>The codes of every row of a dense matrix.</summary>
    /// <param name="rows">Rows of values and codes.</param>
    /// <param name="length">Values in a row.</param>
    /// <param name="values">[rows, length].</param>
    /// <param name="windows">[codes per row, windowSize]: the first windowSize entries of each permutation, indices below length.</param>
    /// <param name="windowSize">1 to 256.</param>
    /// <param name="codes">[rows, codes per row], each 0 to windowSize − 1.</param>
    /// <exception cref="ArgumentException">A span is too short, windows is no multiple of windowSize or an entry of it is no index of a value.</exception>
    public static void Compute(int rows, int length, ReadOnlySpan<float> values, ReadOnlySpan<int> windows, int windowSize, Span<byte> codes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(windowSize, 256);
        if (windows.Length % windowSize != 0)
        {
            throw new ArgumentException($"windows has {windows.Length} entries; that is no multiple of the window size {windowSize}.", nameof(windows));
        }
        int codeCount = windows.Length / windowSize;
        MatrixSpan.Check(values.Length, rows, length, "values", nameof(values));
        MatrixSpan.Check(codes.Length, rows, codeCount, "codes", nameof(codes));
        int stranger = length > 0 ? windows.IndexOfAnyExceptInRange(0, length - 1) : windows.Length - 1;
        if (stranger >= 0)
        {
            throw new ArgumentException($"windows holds {windows[stranger]}; entries are indices of the {length} values of a row.", nameof(windows));
        }

        fixed (float* valuesPointer = values)
        fixed (int* windowsPointer = windows)
        fixed (byte* codesPointer = codes)
        {
            int groups = (rows + Vector<float>.Count - 1) / Vector<float>.Count;
            var job = new GroupsJob { Rows = rows, Length = length, Values = valuesPointer, CodeCount = codeCount, WindowSize = windowSize, Windows = windowsPointer, Codes = codesPointer };
            int grain = (int)Math.Clamp(WorkOfPart / Math.Max(1, (long)windows.Length * Vector<float>.Count), 1, Math.Max(1, groups));
            if (rows < Vector<float>.Count)
            {
                job.RunOneByOne();
            }
            else
            {
                Parallelism.For(groups, grain, job);
            }
        }
    }

    /// <summary>Groups of as many rows as a vector has places, side by side: entry p of all of them is one vector.</summary>
    private struct GroupsJob : IRangeJob
    {
        public int Rows, Length, CodeCount, WindowSize;
        public float* Values;
        public int* Windows;
        public byte* Codes;

        public readonly void Run(int from, int to)
        {
            int rows = Vector<float>.Count;
            float* columns = (s_columns ??= new AlignedBuffer()).Request(Math.Max(1, Length * rows));
            for (int group = from; group < to; group++)
            {
                nint row = Math.Min((nint)group * rows, Rows - rows); // the last group may hold rows of the one before, which get the same codes again
                MatrixPacking.Transpose(Values + (row * Length), Length, rows, Length, columns, rows);
                foreach (ref Vector<float> column in new Span<Vector<float>>(columns, Length))
                {
                    column = Vector.ConditionalSelect(Vector.Equals(column, column), column, new Vector<float>(float.NegativeInfinity));
                }
                Compute(columns, Codes + (row * CodeCount));
            }
        }

        public readonly void RunOneByOne()
        {
            long* keys = (long*)(s_columns ??= new AlignedBuffer()).Request(Math.Max(1, 2 * Length));
            for (nint row = 0; row < Rows; row++)
            {
                ComputeOne(keys, Values + (row * Length), Codes + (row * CodeCount));
            }
        }

        /// <summary>One row by itself: the largest of keys that rank by value and then by place. No branch depends on the values; nobody could foresee it.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void ComputeOne(long* keys, float* values, byte* codes)
        {
            for (int i = 0; i < Length; i++)
            {
                float value = float.IsNaN(values[i]) ? float.NegativeInfinity : values[i] + 0f; // no -0: it equals 0
                int bits = BitConverter.SingleToInt32Bits(value);
                keys[i] = (long)(bits ^ ((bits >> 31) & int.MaxValue)) << 8;
            }

            int* window = Windows;
            for (int code = 0; code < CodeCount; code++)
            {
                long best = keys[window[0]];
                for (int place = 1; place < WindowSize; place++)
                {
                    long more = keys[window[place]] - place - best;
                    best += more & ~(more >> 63);
                }
                codes[code] = (byte)-best;
                window += WindowSize;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Compute(float* columns, byte* codes)
        {
            uint* packed = stackalloc uint[Vector<uint>.Count];
            int code = 0;
            for (; code <= CodeCount - 4; code += 4) // four codes of a row are one number to write
            {
                int* window = Windows + ((nint)code * WindowSize);
                Vector<uint> first = Winner(columns, window), second = Winner(columns, window + WindowSize);
                Vector<uint> third = Winner(columns, window + (2 * WindowSize)), fourth = Winner(columns, window + (3 * WindowSize));
                Vector.Store(first | Vector.ShiftLeft(second, 8) | Vector.ShiftLeft(third, 16) | Vector.ShiftLeft(fourth, 24), packed);
                byte* target = codes + code;
                for (int i = 0; i < Vector<uint>.Count; i++)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(new Span<byte>(target, 4), packed[i]);
                    target += CodeCount;
                }
            }
            for (; code < CodeCount; code++)
            {
                Vector<uint> winner = Winner(columns, Windows + ((nint)code * WindowSize));
                for (int i = 0; i < Vector<uint>.Count; i++)
                {
                    codes[((nint)i * CodeCount) + code] = (byte)winner[i];
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly Vector<uint> Winner(float* columns, int* window)
        {
            Vector<float> best = Vector.Load(columns + ((nint)window[0] * Vector<float>.Count));
            Vector<uint> winner = Vector<uint>.Zero, place = Vector<uint>.One;
            for (int i = 1; i < WindowSize; i++)
            {
                Vector<float> value = Vector.Load(columns + ((nint)window[i] * Vector<float>.Count));
                Vector<int> larger = Vector.GreaterThan(value, best);
                best = Vector.ConditionalSelect(larger, value, best);
                winner = Vector.ConditionalSelect(larger.As<int, uint>(), place, winner);
                place += Vector<uint>.One;
            }
            return winner;
        }
    }
}
