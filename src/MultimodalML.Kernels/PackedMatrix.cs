using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MultimodalML.Kernels.Vectors;

namespace MultimodalML.Kernels;

/// <summary>A fixed right-hand matrix (a layer's weights), packed once, for many products.</summary>
/// <remarks>A result row depends on its own input row only, to the last bit: alone or among others, on one thread or several. May be used by several threads at once.</remarks>
internal sealed unsafe class PackedMatrix
{
    private readonly float[] _values; // pinned, so that the aligned start within stays where it is
    private readonly int _offset;

    /// <summary>Copies op(B) [k, n].</summary>
    /// <param name="k">Rows of op(B): values in an input row.</param>
    /// <param name="n">Columns of op(B): values in a result row.</param>
    /// <param name="b">Dense row-major [k, n], or [n, k] with <paramref name="transpose"/> (as in a linear layer).</param>
    /// <param name="transpose">op(B) is B transposed.</param>
    /// <exception cref="ArgumentException">b is too short.</exception>
    public PackedMatrix(int k, int n, ReadOnlySpan<float> b, bool transpose)
    {
        MatrixSpan.Check(b.Length, transpose ? n : k, transpose ? k : n, "B", nameof(b));
        (Rows, Columns) = (k, n);
        int width = Vector512<float>.Count;
        _values = GC.AllocateUninitializedArray<float>((k * ((n + width - 1) / width) * width) + width, pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref _values[0]);
        _offset = (int)(((64 - (address % 64)) % 64) / sizeof(float));
        fixed (float* source = b)
        {
            var task = new MatrixTask { N = n, K = k, B = source, BStride = transpose ? k : n, TransposeB = transpose };
            WidestVector.Run(new PackOperation { Task = task, Packed = Packed });
            GC.KeepAlive(_values); // only a pointer to it was in use
        }
    }

    /// <summary>k, the length of an input row.</summary>
    public int Rows { get; }

    /// <summary>n, the length of a result row.</summary>
    public int Columns { get; }

    private float* Packed => (float*)Unsafe.AsPointer(ref _values[0]) + _offset;

    /// <summary>C [m, n] = activation(A [m, k] · B + bias), or with C added.</summary>
    /// <exception cref="ArgumentException">A span is too short, or bias is neither empty nor of n values.</exception>
    public void Multiply(int m, ReadOnlySpan<float> a, int lda, Span<float> c, int ldc, bool accumulate = false, ReadOnlySpan<float> bias = default, Activation activation = Activation.None)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        MatrixSpan.Check(a.Length, m, Rows, lda, "A", nameof(a));
        MatrixSpan.Check(c.Length, m, Columns, ldc, "C", nameof(c));
        if (!bias.IsEmpty && bias.Length != Columns)
        {
            throw new ArgumentException($"bias has {bias.Length} values; C has {Columns} columns, so it must have {Columns} or none.", nameof(bias));
        }
        if (m == 0 || Columns == 0)
        {
            return;
        }

        fixed (float* aPointer = a, cPointer = c, biasPointer = bias)
        {
            var task = new MatrixTask
            {
                M = m,
                N = Columns,
                K = Rows,
                A = aPointer,
                RowStride = lda,
                ColumnStride = 1,
                C = cPointer,
                CStride = ldc,
                Accumulate = accumulate,
                Bias = biasPointer,
                Activation = activation,
            };
            WidestVector.Run(new MultiplyOperation { Task = task, Packed = Packed });
            GC.KeepAlive(_values); // only a pointer to it was in use
        }
    }

    private struct PackOperation : IVectorOperation
    {
        public MatrixTask Task;
        public float* Packed;

        public readonly void Run<TWidth, TVector>()
            where TWidth : struct, IVectorWidth<TVector>
            where TVector : struct => MatrixProduct<TWidth, TVector>.Pack(Task, Packed);
    }

    private struct MultiplyOperation : IVectorOperation
    {
        public MatrixTask Task;
        public float* Packed;

        public readonly void Run<TWidth, TVector>()
            where TWidth : struct, IVectorWidth<TVector>
            where TVector : struct => MatrixProduct<TWidth, TVector>.RunPacked(Task, Packed);
    }
}
