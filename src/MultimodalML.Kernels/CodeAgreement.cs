using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MultimodalML.Kernels;

/// <summary>In how many places two rows of byte codes are equal: the similarity of winner-take-all hashes.</summary>
internal static unsafe class CodeAgreement
{
    private const long BytesOfPart = 1 << 20; // codes worth handing to another thread

    /// <summary>Equal places of two rows.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static int Count(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"x and y have {x.Length} and {y.Length} codes; they must be equal.");
        }
        return Count(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), x.Length);
    }

    /// <summary>Equal places of every row of A [m, length] with every row of B [n, length], as [m, n]; one query against many is m = 1.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Count(int m, int n, int length, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<int> counts)
    {
        MatrixSpan.Check(a.Length, m, length, "A", nameof(a));
        MatrixSpan.Check(b.Length, n, length, "B", nameof(b));
        MatrixSpan.Check(counts.Length, m, n, "counts", nameof(counts));
        fixed (byte* aPointer = a, bPointer = b)
        {
            fixed (int* countsPointer = counts)
            {
                int grain = (int)Math.Min(n, Math.Max((n + 7) / 8, BytesOfPart / Math.Max(1, (long)m * length)));
                var job = new ColumnsJob { M = m, N = n, Length = length, A = aPointer, B = bPointer, Counts = countsPointer };
                Parallelism.For(n, Math.Max(1, grain), job);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Count(ref byte x, ref byte y, int length)
    {
        int count = 0;
        int i = 0;
        for (; i <= length - Vector512<byte>.Count; i += Vector512<byte>.Count)
        {
            count += BitOperations.PopCount(Vector512.Equals(Vector512.LoadUnsafe(ref x, (nuint)i), Vector512.LoadUnsafe(ref y, (nuint)i)).ExtractMostSignificantBits());
        }
        for (; i <= length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            count += BitOperations.PopCount(Vector128.Equals(Vector128.LoadUnsafe(ref x, (nuint)i), Vector128.LoadUnsafe(ref y, (nuint)i)).ExtractMostSignificantBits());
        }
        for (; i < length; i++)
        {
            count += Unsafe.Add(ref x, i) == Unsafe.Add(ref y, i) ? 1 : 0;
        }
        return count;
    }

    private struct ColumnsJob : IRangeJob
    {
        private const int BlockBytes = 1 << 15; // rows of B that stay in the first-level cache while all of A passes

        public int M, N, Length;
        public byte* A, B;
        public int* Counts;

        public readonly void Run(int from, int to)
        {
            int block = Math.Max(1, BlockBytes / Math.Max(1, Length));
            for (int start = from; start < to; start += block)
            {
                int end = Math.Min(to, start + block);
                for (int i = 0; i < M; i++)
                {
                    for (int j = start; j < end; j++)
                    {
                        Counts[((nint)i * N) + j] = Count(ref A[(nint)i * Length], ref B[(nint)j * Length], Length);
                    }
                }
            }
        }
    }
}
