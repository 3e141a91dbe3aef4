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
        (int m, int n) = ((int)result.Size(0), (int)result.Size(1));
        int k = (int)a.Size(transposeA ? 0 : 1);
        if (result.Type == ScalarType.Float32)
        {
            (int lda, bool flipA) = Layout(left);
            (int ldb, bool flipB) = Layout(right);
            MatrixProduct.Multiply(
                m, n, k, Window<float>(left), lda, transposeA ^ flipA, Window<float>(right), ldb, transposeB ^ flipB, result.Span<float>(), n, accumulate);
            return;
        }
        switch (result.Type)
        {
            case ScalarType.Float64: Plain<double>(left, transposeA, right, transposeB, result, k, accumulate); break;
            case ScalarType.Int64: Plain<long>(left, transposeA, right, transposeB, result, k, accumulate); break;
            case ScalarType.Int32: Plain<int>(left, transposeA, right, transposeB, result, k, accumulate); break;
            default: throw TorchError.Of($"\"addmm_impl_cpu_\" not implemented for '{result.Type}'");
        }
    }

    private static TensorData Readable(TensorData matrix)
    {
        bool rowsAreDense = matrix.Stride(1) == 1 && matrix.Stride(0) >= matrix.Size(1);
        bool columnsAreDense = matrix.Stride(0) == 1 && matrix.Stride(1) >= matrix.Size(0);
        return matrix.IsContiguous || rowsAreDense || columnsAreDense ? matrix.AddReference() : Copy.Clone(matrix);
    }

    /// <summary>Distance of rows, and whether "rows" are the columns.</summary>
    private static (int Distance, bool IsTransposed) Layout(TensorData matrix)
    {
        if (matrix.IsContiguous)
        {
            return ((int)Math.Max(matrix.Size(1), 1), false);
        }
        return matrix.Stride(1) == 1 ? ((int)matrix.Stride(0), false) : ((int)matrix.Stride(1), true);
    }

    private static ReadOnlySpan<T> Window<T>(TensorData matrix) where T : unmanaged
    {
        long length = matrix.Count == 0 ? 0 : ((matrix.Size(0) - 1) * matrix.Stride(0)) + ((matrix.Size(1) - 1) * matrix.Stride(1)) + 1;
        return MemoryMarshal.CreateReadOnlySpan(ref matrix.First<T>(), (int)length);
    }

    /// <summary>The types no training uses: right, not fast.</summary>
    private static void Plain<T>(TensorData a, bool transposeA, TensorData b, bool transposeB, TensorData result, int k, bool accumulate)
        where T : unmanaged, INumber<T>
    {
        (nint aRow, nint aStep) = transposeA ? ((nint)a.Stride(1), (nint)a.Stride(0)) : ((nint)a.Stride(0), (nint)a.Stride(1));
        (nint bStep, nint bColumn) = transposeB ? ((nint)b.Stride(1), (nint)b.Stride(0)) : ((nint)b.Stride(0), (nint)b.Stride(1));
        (int m, int n) = ((int)result.Size(0), (int)result.Size(1));
        Span<T> c = result.Span<T>();
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T sum = accumulate ? c[(i * n) + j] : T.Zero;
                for (int p = 0; p < k; p++)
                {
                    sum += Unsafe.Add(ref a.First<T>(), (i * aRow) + (p * aStep)) * Unsafe.Add(ref b.First<T>(), (p * bStep) + (j * bColumn));
                }
                c[(i * n) + j] = sum;
            }
        }
    }
}
