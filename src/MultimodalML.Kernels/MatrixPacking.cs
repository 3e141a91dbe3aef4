using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MultimodalML.Kernels;

/// <summary>Brings a strip of a matrix into the order in which a tile reads it: packed[p·packedWidth + j].</summary>
/// <remarks>Places from width to packedWidth hold any finite or other value; what a tile makes of them is not stored.</remarks>
internal static unsafe class MatrixPacking
{
    private const int TransposedDepth = 64; // the part of a strip stays in the first-level cache while column after column is written to it

    /// <summary>packed(p, j) = source[p·stride + j] for p below depth and j below width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(float* source, nint stride, int width, int depth, float* packed, int packedWidth)
    {
        // padding is never looked at, so all rows but the last may take what follows them in memory: whole vectors without a tail
        int wholeRows = packedWidth % 8 == 0 && packedWidth <= stride + width ? depth - 1 : 0;
        for (int p = 0; p < wholeRows; p++)
        {
            for (int j = 0; j < packedWidth; j += 8)
            {
                Vector256.Load(source + j).Store(packed + j);
            }
            source += stride;
            packed += packedWidth;
        }
        for (int p = Math.Max(0, wholeRows); p < depth; p++)
        {
            int j = 0;
            for (; j <= width - 8; j += 8)
            {
                Vector256.Load(source + j).Store(packed + j);
            }
            for (; j < width; j++)
            {
                packed[j] = source[j];
            }
            for (; j < packedWidth; j++)
            {
                packed[j] = 0;
            }
            source += stride;
            packed += packedWidth;
        }
    }

    /// <summary>packed(p, j) = source[j·stride + p] for p below depth and j below width.</summary>
    public static void Transpose(float* source, nint stride, int width, int depth, float* packed, int packedWidth)
    {
        for (int p = 0; p < depth; p += TransposedDepth)
        {
            TransposePart(source + p, stride, width, Math.Min(TransposedDepth, depth - p), packed + ((nint)p * packedWidth), packedWidth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposePart(float* source, nint stride, int width, int depth, float* packed, int packedWidth)
    {
        int j = 0;
        if (Avx.IsSupported)
        {
            for (; j <= width - 8; j += 8)
            {
                TransposeEight(source + (j * stride), stride, depth, packed + j, packedWidth);
            }
        }
        if (Sse.IsSupported)
        {
            for (; j <= width - 4; j += 4)
            {
                TransposeFour(source + (j * stride), stride, depth, packed + j, packedWidth);
            }
        }
        for (; j < width; j++)
        {
            float* row = source + (j * stride);
            for (int p = 0; p < depth; p++)
            {
                packed[((nint)p * packedWidth) + j] = row[p];
            }
        }
        for (; j < packedWidth; j++)
        {
            for (int p = 0; p < depth; p++)
            {
                packed[((nint)p * packedWidth) + j] = 0;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeEight(float* source, nint stride, int depth, float* packed, nint packedWidth)
    {
        int p = 0;
        for (; p <= depth - 8; p += 8)
        {
            float* upper = source + p, lower = upper + (4 * stride);
            (Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3) = TransposeHalves(upper, stride);
            (Vector256<float> r4, Vector256<float> r5, Vector256<float> r6, Vector256<float> r7) = TransposeHalves(lower, stride);
            float* target = packed + (p * packedWidth);
            Avx.Permute2x128(r0, r4, 0x20).Store(target);
            Avx.Permute2x128(r1, r5, 0x20).Store(target + packedWidth);
            Avx.Permute2x128(r2, r6, 0x20).Store(target + (2 * packedWidth));
            Avx.Permute2x128(r3, r7, 0x20).Store(target + (3 * packedWidth));
            target += 4 * packedWidth;
            Avx.Permute2x128(r0, r4, 0x31).Store(target);
            Avx.Permute2x128(r1, r5, 0x31).Store(target + packedWidth);
            Avx.Permute2x128(r2, r6, 0x31).Store(target + (2 * packedWidth));
            Avx.Permute2x128(r3, r7, 0x31).Store(target + (3 * packedWidth));
        }
        for (; p < depth; p++)
        {
            for (int j = 0; j < 8; j++)
            {
                packed[(p * packedWidth) + j] = source[(j * stride) + p];
            }
        }
    }

    /// <summary>Four rows of eight values as four columns of the left four and, in the upper halves, four of the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> First, Vector256<float> Second, Vector256<float> Third, Vector256<float> Fourth) TransposeHalves(float* source, nint stride)
    {
        Vector256<float> r0 = Vector256.Load(source), r1 = Vector256.Load(source + stride);
        Vector256<float> r2 = Vector256.Load(source + (2 * stride)), r3 = Vector256.Load(source + (3 * stride));
        Vector256<float> low01 = Avx.UnpackLow(r0, r1), low23 = Avx.UnpackLow(r2, r3);
        Vector256<float> high01 = Avx.UnpackHigh(r0, r1), high23 = Avx.UnpackHigh(r2, r3);
        return (Avx.Shuffle(low01, low23, 0x44), Avx.Shuffle(low01, low23, 0xEE), Avx.Shuffle(high01, high23, 0x44), Avx.Shuffle(high01, high23, 0xEE));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(float* source, nint stride, int depth, float* packed, nint packedWidth)
    {
        int p = 0;
        for (; p <= depth - 4; p += 4)
        {
            Vector128<float> r0 = Vector128.Load(source + p), r1 = Vector128.Load(source + stride + p);
            Vector128<float> r2 = Vector128.Load(source + (2 * stride) + p), r3 = Vector128.Load(source + (3 * stride) + p);
            Vector128<float> low01 = Sse.UnpackLow(r0, r1), low23 = Sse.UnpackLow(r2, r3);
            Vector128<float> high01 = Sse.UnpackHigh(r0, r1), high23 = Sse.UnpackHigh(r2, r3);
            float* target = packed + (p * packedWidth);
            Sse.MoveLowToHigh(low01, low23).Store(target);
            Sse.MoveHighToLow(low23, low01).Store(target + packedWidth);
            Sse.MoveLowToHigh(high01, high23).Store(target + (2 * packedWidth));
            Sse.MoveHighToLow(high23, high01).Store(target + (3 * packedWidth));
        }
        for (; p < depth; p++)
        {
            for (int j = 0; j < 4; j++)
            {
                packed[(p * packedWidth) + j] = source[(j * stride) + p];
            }
        }
    }
}
