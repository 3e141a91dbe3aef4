using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MultimodalML.Kernels;

/// <summary>Brings a strip of a matrix into the order in which a tile reads it: packed[p·packedWidth + j].</summary>
/// <remarks>Places from width to packedWidth hold any finite or other value; what a tile makes of them is not stored.</remarks>
internal static unsafe class MatrixPacking
{
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint stride, int width, int depth, float* packed, int packedWidth)
    {
        int j = 0;
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
