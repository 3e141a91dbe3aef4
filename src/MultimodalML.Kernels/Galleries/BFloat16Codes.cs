using System.Numerics;
using System.Runtime.CompilerServices;

namespace MultimodalML.Kernels.Galleries;

/// <summary>Rows rounded to the upper half of a float; a query stays in floats, the values of even places apart from those of odd ones.</summary>
internal readonly unsafe struct BFloat16Codes : IRowCodes
{
    private const int Block = 32; // values a row is filled up to, so that every width of vectors goes through whole ones

    public static int Stride(int length) => (length + Block - 1) / Block * Block * sizeof(ushort);

    public static int QueryBytes(int length) => 2 * Stride(length);

    public static float EncodeRow(ReadOnlySpan<float> row, byte* codes)
    {
        var values = new Span<ushort>(codes, Stride(row.Length) / sizeof(ushort));
        for (int i = 0; i < row.Length; i++)
        {
            values[i] = Round(row[i]);
        }
        values[row.Length..].Clear();
        return 1;
    }

    public static float EncodeQuery(ReadOnlySpan<float> query, byte* codes)
    {
        var values = new Span<float>(codes, Stride(query.Length) / sizeof(ushort));
        values.Clear();
        int half = Vector<float>.Count;
        for (int i = 0; i < query.Length; i++)
        {
            int pair = i % (2 * half);
            values[i - pair + ((pair & 1) * half) + (pair / 2)] = query[i];
        }
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Products(byte* query, byte* row0, byte* row1, byte* row2, byte* row3, int length, float* products)
    {
        var x = (float*)query;
        Vector<float> s0 = Vector<float>.Zero, s1 = s0, s2 = s0, s3 = s0;
        int end = Stride(length);
        for (int p = 0; p < end; p += Vector<byte>.Count)
        {
            Vector<float> even = Vector.Load(x), odd = Vector.Load(x + Vector<float>.Count);
            x += 2 * Vector<float>.Count;
            s0 = Add(s0, even, odd, row0 + p);
            s1 = Add(s1, even, odd, row1 + p);
            s2 = Add(s2, even, odd, row2 + p);
            s3 = Add(s3, even, odd, row3 + p);
        }
        (products[0], products[1], products[2], products[3]) = (Vector.Sum(s0), Vector.Sum(s1), Vector.Sum(s2), Vector.Sum(s3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Add(Vector<float> sum, Vector<float> even, Vector<float> odd, byte* codes)
    {
        Vector<uint> pairs = Vector.Load((uint*)codes);
        sum = Vector.MultiplyAddEstimate(even, Vector.AsVectorSingle(Vector.ShiftLeft(pairs, 16)), sum);
        return Vector.MultiplyAddEstimate(odd, Vector.AsVectorSingle(pairs & new Vector<uint>(0xFFFF_0000)), sum);
    }

    /// <summary>To nearest, ties to even; NaN stays NaN.</summary>
    private static ushort Round(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)0x7FC0 : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
