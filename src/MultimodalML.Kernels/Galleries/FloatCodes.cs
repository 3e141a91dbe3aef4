using System.Numerics;
using System.Runtime.CompilerServices;

namespace MultimodalML.Kernels.Galleries;

/// <summary>Rows as they are.</summary>
internal readonly unsafe struct FloatCodes : IRowCodes
{
    public static int Stride(int length) => length * sizeof(float);

    public static int QueryBytes(int length) => Stride(length);

    public static float EncodeRow(ReadOnlySpan<float> row, byte* codes)
    {
        row.CopyTo(new Span<float>(codes, row.Length));
        return 1;
    }

    public static float EncodeQuery(ReadOnlySpan<float> query, byte* codes) => EncodeRow(query, codes);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Products(byte* query, byte* row0, byte* row1, byte* row2, byte* row3, int length, float* products)
    {
        float* x = (float*)query, y0 = (float*)row0, y1 = (float*)row1, y2 = (float*)row2, y3 = (float*)row3;
        Vector<float> s0 = Vector<float>.Zero, s1 = s0, s2 = s0, s3 = s0;
        int p = 0;
        for (; p <= length - Vector<float>.Count; p += Vector<float>.Count)
        {
            Vector<float> factor = Vector.Load(x + p);
            s0 = Vector.MultiplyAddEstimate(factor, Vector.Load(y0 + p), s0);
            s1 = Vector.MultiplyAddEstimate(factor, Vector.Load(y1 + p), s1);
            s2 = Vector.MultiplyAddEstimate(factor, Vector.Load(y2 + p), s2);
            s3 = Vector.MultiplyAddEstimate(factor, Vector.Load(y3 + p), s3);
        }

        (float r0, float r1, float r2, float r3) = (Vector.Sum(s0), Vector.Sum(s1), Vector.Sum(s2), Vector.Sum(s3));
        for (; p < length; p++)
        {
            r0 += x[p] * y0[p];
            r1 += x[p] * y1[p];
            r2 += x[p] * y2[p];
            r3 += x[p] * y3[p];
        }
        (products[0], products[1], products[2], products[3]) = (r0, r1, r2, r3);
    }
}
