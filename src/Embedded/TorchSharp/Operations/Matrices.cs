using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Products of matrices on values alone.</summary>
internal static class Matrices
{
    /// <summary>result = op(a) op(b), or result += … ; result is contiguous and overlaps neither.</summary>
    /// <remarks>A matrix whose rows or whose columns have no gaps is read in place, others are copied first.</remarks>
    public static void Multiply(TensorData a, bool transposeA, TensorData b, bool transposeB, TensorData result, bool accumulate = false)
    {
        using TensorData left = Readable(a);
        using TensorData right = Readable(b);
        int k = (int)a.Size(transposeA ? 0 : 1);
        switch (result.Type)
        {
            case ScalarType.Float32: Multiply<float>(left, transposeA, right, transposeB, result, k, accumulate); break;
            case ScalarType.Float64: Multiply<double>(left, transposeA, right, transposeB, result, k, accumulate); break;
            case ScalarType.Int64: Multiply<long>(left, transposeA, right, transposeB, result, k, accumulate); break;
            case ScalarType.Int32: Multiply<int>(left, transposeA, right, transposeB, result, k, accumulate); break;
            default: throw TorchError.Of($"\"addmm_impl_cpu_\" not implemented for '{result.Type}'");
        }
    }

    /// <summary>c [m, n] = op(a) op(b), or c += … ; a distance of rows after every matrix. Types other than Float32, which no training uses, are right, not fast.</summary>
    public static void Multiply<T>(
        int m, int n, int k, ReadOnlySpan<T> a, int lda, bool transposeA, ReadOnlySpan<T> b, int ldb, bool transposeB, Span<T> c, int ldc, bool accumulate = false)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float))
        {
            MatrixProduct.Multiply(m, n, k, MemoryMarshal.Cast<T, float>(a), lda, transposeA, MemoryMarshal.Cast<T, float>(b), ldb, transposeB, MemoryMarshal.Cast<T, float>(c), ldc, accumulate);
            return;
        }
        (int aRow, int aStep, int bStep, int bColumn) = (transposeA ? 1 : lda, transposeA ? lda : 1, transposeB ? 1 : ldb, transposeB ? ldb : 1);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T sum = accumulate ? c[(i * ldc) + j] : T.Zero;
                for (int p = 0; p < k; p++)
                {
                    sum += a[(i * aRow) + (p * aStep)] * b[(p * bStep) + (j * bColumn)];
                }
                c[(i * ldc) + j] = sum;
            }
        }
    }

    /// <summary>Whether the rows have no gaps, and do not overlap.</summary>
    public static bool HasDenseRows(TensorData matrix) => matrix.IsContiguous || (matrix.Stride(1) == 1 && matrix.Stride(0) >= matrix.Size(1));

    /// <summary>From row to row of a matrix with dense rows.</summary>
    public static int RowDistance(TensorData matrix) => (int)(matrix.IsContiguous ? Math.Max(matrix.Size(1), 1) : matrix.Stride(0));

    /// <summary>The values of some rows of a matrix with dense rows, and what lies between them.</summary>
    public static Span<T> RowsOf<T>(TensorData matrix, int first, int count) where T : unmanaged
    {
        int distance = RowDistance(matrix), length = count == 0 ? 0 : ((count - 1) * distance) + (int)matrix.Size(1);
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref matrix.First<T>(), (nint)first * distance), length);
    }

    private static void Multiply<T>(TensorData a, bool transposeA, TensorData b, bool transposeB, TensorData result, int k, bool accumulate)
        where T : unmanaged, INumber<T>
    {
        (int m, int n) = ((int)result.Size(0), (int)result.Size(1));
        (int lda, bool flipA) = Layout(a);
        (int ldb, bool flipB) = Layout(b);
        Multiply(m, n, k, Window<T>(a), lda, transposeA ^ flipA, Window<T>(b), ldb, transposeB ^ flipB, result.Span<T>(), n, accumulate);
    }

    private static TensorData Readable(TensorData matrix)
    {
        bool columnsAreDense = matrix.Stride(0) == 1 && matrix.Stride(1) >= matrix.Size(0);
        return HasDenseRows(matrix) || columnsAreDense ? matrix.AddReference() : Copy.Clone(matrix);
    }

    /// <summary>Distance of rows, and whether "rows" are the columns.</summary>
    private static (int Distance, bool IsTransposed) Layout(TensorData matrix) =>
        HasDenseRows(matrix) ? (RowDistance(matrix), false) : ((int)matrix.Stride(1), true);

    private static ReadOnlySpan<T> Window<T>(TensorData matrix) where T : unmanaged
    {
        long length = matrix.Count == 0 ? 0 : ((matrix.Size(0) - 1) * matrix.Stride(0)) + ((matrix.Size(1) - 1) * matrix.Stride(1)) + 1;
        return MemoryMarshal.CreateReadOnlySpan(ref matrix.First<T>(), (int)length);
    }
}
