using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Numerics;

/// <summary>The one dense product that the trainers need: output += A · B, B and output with rows of a padded width.</summary>
internal static class MatrixKernel
{
    /// <summary>Rounds a row width up to whole vectors, so that no row has a tail.</summary>
    public static int PaddedWidth(int width) => (width + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>output[m, n] += Σₖ a[m · rowStride + k · innerStride] · b[k, n]; strides (columns, 1) read A as it is, (1, columns) its transpose.</summary>
    /// <param name="a">The left matrix, float values at the given strides.</param>
    /// <param name="rows">Rows of the output.</param>
    /// <param name="inner">Terms of each sum: rows of <paramref name="b"/>.</param>
    /// <param name="rowStride">Step in <paramref name="a"/> from one output row to the next.</param>
    /// <param name="innerStride">Step in <paramref name="a"/> from one term to the next.</param>
    /// <param name="b">[inner, width].</param>
    /// <param name="width">A multiple of the vector length, see <see cref="PaddedWidth"/>.</param>
    /// <param name="output">[rows, width].</param>
    public static void MultiplyAdd(ReadOnlySpan<float> a, int rows, int inner, int rowStride, int innerStride, ReadOnlySpan<float> b, int width, Span<float> output)
    {
        int vectors = width / Vector<float>.Count;
        ReadOnlySpan<Vector<float>> bs = MemoryMarshal.Cast<float, Vector<float>>(b);
        Span<Vector<float>> outputs = MemoryMarshal.Cast<float, Vector<float>>(output);
        int m = 0;
        for (; m + 4 <= rows; m += 4)
        {
            int n = 0;
            for (; n + 2 <= vectors; n += 2)
            {
                Tile4X2(a[(m * rowStride)..], inner, rowStride, innerStride, bs[n..], vectors, outputs[(m * vectors + n)..]);
            }
            for (; n < vectors; n++)
            {
                for (int row = m; row < m + 4; row++)
                {
                    Tile1X1(a[(row * rowStride)..], inner, innerStride, bs[n..], vectors, ref outputs[row * vectors + n]);
                }
            }
        }

        for (; m < rows; m++)
        {
            for (int n = 0; n < vectors; n++)
            {
                Tile1X1(a[(m * rowStride)..], inner, innerStride, bs[n..], vectors, ref outputs[m * vectors + n]);
            }
        }
    }

    // Eight sums stay in registers; each step costs two loads of b and four broadcasts for eight products.
    private static void Tile4X2(ReadOnlySpan<float> a, int inner, int rowStride, int innerStride, ReadOnlySpan<Vector<float>> b, int vectors, Span<Vector<float>> output)
    {
        ref float source = ref MemoryMarshal.GetReference(a);
        ref Vector<float> right = ref MemoryMarshal.GetReference(b);
        Vector<float> s00 = output[0], s01 = output[1];
        Vector<float> s10 = output[vectors], s11 = output[vectors + 1];
        Vector<float> s20 = output[2 * vectors], s21 = output[2 * vectors + 1];
        Vector<float> s30 = output[3 * vectors], s31 = output[3 * vectors + 1];
        for (int k = 0; k < inner; k++)
        {
            Vector<float> b0 = Unsafe.Add(ref right, k * vectors), b1 = Unsafe.Add(ref right, k * vectors + 1);
            ref float column = ref Unsafe.Add(ref source, k * innerStride);
            Vector<float> a0 = new(column), a1 = new(Unsafe.Add(ref column, rowStride));
            s00 = Vector.FusedMultiplyAdd(a0, b0, s00);
            s01 = Vector.FusedMultiplyAdd(a0, b1, s01);
            s10 = Vector.FusedMultiplyAdd(a1, b0, s10);
            s11 = Vector.FusedMultiplyAdd(a1, b1, s11);
            Vector<float> a2 = new(Unsafe.Add(ref column, 2 * rowStride)), a3 = new(Unsafe.Add(ref column, 3 * rowStride));
            s20 = Vector.FusedMultiplyAdd(a2, b0, s20);
            s21 = Vector.FusedMultiplyAdd(a2, b1, s21);
            s30 = Vector.FusedMultiplyAdd(a3, b0, s30);
            s31 = Vector.FusedMultiplyAdd(a3, b1, s31);
        }
        (output[0], output[1]) = (s00, s01);
        (output[vectors], output[vectors + 1]) = (s10, s11);
        (output[2 * vectors], output[2 * vectors + 1]) = (s20, s21);
        (output[3 * vectors], output[3 * vectors + 1]) = (s30, s31);
    }

    private static void Tile1X1(ReadOnlySpan<float> a, int inner, int innerStride, ReadOnlySpan<Vector<float>> b, int vectors, ref Vector<float> output)
    {
        Vector<float> sum = output;
        for (int k = 0; k < inner; k++)
        {
            sum = Vector.FusedMultiplyAdd(new Vector<float>(a[k * innerStride]), b[k * vectors], sum);
        }
        output = sum;
    }
}
