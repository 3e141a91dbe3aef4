using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MultimodalML.Kernels.Galleries;

/// <summary>Rows as bytes, 128 + round(127 x / max|x|), queries likewise but signed; products are exact in integers.</summary>
internal readonly unsafe struct Int8Codes : IRowCodes
{
    private const int Block = 32; // values a row is filled up to
    private const int Zero = 128;

    public static int Stride(int length) => (length + Block - 1) / Block * Block;

    public static int QueryBytes(int length) => Stride(length);

    public static float EncodeRow(ReadOnlySpan<float> row, byte* codes) => Encode(row, codes, Zero);

    public static float EncodeQuery(ReadOnlySpan<float> query, byte* codes) => Encode(query, codes, 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Products(byte* query, byte* row0, byte* row1, byte* row2, byte* row3, int length, float* products)
    {
        Vector256<int> s0 = Vector256<int>.Zero, s1 = s0, s2 = s0, s3 = s0, sum = s0;
        int end = Stride(length);
        for (int p = 0; p < end; p += Block)
        {
            var x = (sbyte*)(query + p);
            s0 = MultiplyAdd(s0, Vector256.Load(row0 + p), x);
            s1 = MultiplyAdd(s1, Vector256.Load(row1 + p), x);
            s2 = MultiplyAdd(s2, Vector256.Load(row2 + p), x);
            s3 = MultiplyAdd(s3, Vector256.Load(row3 + p), x);
            sum = MultiplyAdd(sum, Vector256.Create((byte)Zero), x);
        }
        products[0] = Vector256.Sum(s0 - sum);
        products[1] = Vector256.Sum(s1 - sum);
        products[2] = Vector256.Sum(s2 - sum);
        products[3] = Vector256.Sum(s3 - sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> MultiplyAdd(Vector256<int> sum, Vector256<byte> row, sbyte* query)
    {
        if (AvxVnni.IsSupported)
        {
            return AvxVnni.MultiplyWideningAndAdd(sum, row, Vector256.Load(query));
        }

        (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(row);
        (Vector256<short> x, Vector256<short> y) = Vector256.Widen(Vector256.Load(query));
        if (Avx2.IsSupported)
        {
            return sum + Avx2.MultiplyAddAdjacent(low.AsInt16(), x) + Avx2.MultiplyAddAdjacent(high.AsInt16(), y);
        }

        (low, high) = ((low.AsInt16() * x).AsUInt16(), (high.AsInt16() * y).AsUInt16()); // 255 · 127 fits 16 bits
        return sum + Vector256.WidenLower(low.AsInt16()) + Vector256.WidenUpper(low.AsInt16()) + Vector256.WidenLower(high.AsInt16()) + Vector256.WidenUpper(high.AsInt16());
    }

    private static float Encode(ReadOnlySpan<float> values, byte* codes, int zero)
    {
        float largest = values.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(values)); // a NaN makes it one
        float scale = largest / 127;
        float inverse = scale > 0 && float.IsFinite(scale) ? 1 / scale : 0;
        for (int i = 0; i < values.Length; i++)
        {
            codes[i] = (byte)(zero + (int)MathF.Round(values[i] * inverse));
        }
        new Span<byte>(codes + values.Length, Stride(values.Length) - values.Length).Fill((byte)zero);
        return scale;
    }
}
