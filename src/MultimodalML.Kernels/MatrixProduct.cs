using MultimodalML.Kernels.Vectors;

namespace MultimodalML.Kernels;

/// <summary>Product of two float matrices, with bias and activation applied while the result is at hand.</summary>
internal static unsafe class MatrixProduct
{
    /// <summary>C = activation(op(A)·op(B) + bias), or C = activation(C + op(A)·op(B) + bias) with <paramref name="accumulate"/>.</summary>
    /// <param name="m">Rows of C and op(A).</param>
    /// <param name="n">Columns of C and op(B).</param>
    /// <param name="k">Columns of op(A), rows of op(B); 0 gives a sum of 0.</param>
    /// <param name="a">A row-major: [m, k], or [k, m] with <paramref name="transposeA"/>.</param>
    /// <param name="lda">Distance of A's rows, at least their length.</param>
    /// <param name="transposeA">op(A) is A transposed.</param>
    /// <param name="b">B row-major: [k, n], or [n, k] with <paramref name="transposeB"/>.</param>
    /// <param name="ldb">Distance of B's rows, at least their length.</param>
    /// <param name="transposeB">op(B) is B transposed.</param>
    /// <param name="c">C row-major [m, n]; what lies between its rows stays as it is. Must not overlap A, B or bias.</param>
    /// <param name="ldc">Distance of C's rows, at least n.</param>
    /// <param name="accumulate">Add to what C holds; otherwise C is only written, whatever it holds.</param>
    /// <param name="bias">n values, one per column; or empty.</param>
    /// <param name="activation">Applied to every value of C at the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or a distance of rows below their length.</exception>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    /// <remarks>Allocates nothing in steady state; large products run on all of <see cref="Parallelism"/>'s threads. The last bits depend on the vector width and on the shape, not on the number of threads.</remarks>
    public static void Multiply(
        int m, int n, int k,
        ReadOnlySpan<float> a, int lda, bool transposeA,
        ReadOnlySpan<float> b, int ldb, bool transposeB,
        Span<float> c, int ldc,
        bool accumulate = false, ReadOnlySpan<float> bias = default, Activation activation = Activation.None)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        MatrixSpan.Check(a.Length, transposeA ? k : m, transposeA ? m : k, lda, "A", nameof(a));
        MatrixSpan.Check(b.Length, transposeB ? n : k, transposeB ? k : n, ldb, "B", nameof(b));
        MatrixSpan.Check(c.Length, m, n, ldc, "C", nameof(c));
        if (!bias.IsEmpty && bias.Length != n)
        {
            throw new ArgumentException($"bias has {bias.Length} values; C has {n} columns, so it must have {n} or none.", nameof(bias));
        }
        if (m == 0 || n == 0)
        {
            return;
        }

        fixed (float* aPointer = a, bPointer = b, cPointer = c, biasPointer = bias)
        {
            var task = new MatrixTask
            {
                M = m,
                N = n,
                K = k,
                A = aPointer,
                RowStride = transposeA ? 1 : lda,
                ColumnStride = transposeA ? lda : 1,
                B = bPointer,
                BStride = ldb,
                TransposeB = transposeB,
                C = cPointer,
                CStride = ldc,
                Accumulate = accumulate,
                Bias = biasPointer,
                Activation = activation,
            };
            WidestVector.Run(new Operation { Task = task });
        }
    }

    /// <summary>C = A·B for dense row-major A [m, k], B [k, n], C [m, n].</summary>
    /// <inheritdoc cref="Multiply(int, int, int, ReadOnlySpan{float}, int, bool, ReadOnlySpan{float}, int, bool, Span{float}, int, bool, ReadOnlySpan{float}, Activation)"/>
    public static void Multiply(int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c) =>
        Multiply(m, n, k, a, k, false, b, n, false, c, n);

    private struct Operation : IVectorOperation
    {
        public MatrixTask Task;

        public readonly void Run<TWidth, TVector>()
            where TWidth : struct, IVectorWidth<TVector>
            where TVector : struct
        {
            if (RowProduct<TWidth, TVector>.Fits(Task))
            {
                RowProduct<TWidth, TVector>.Run(Task);
            }
            else
            {
                MatrixProduct<TWidth, TVector>.Run(Task);
            }
        }
    }
}
