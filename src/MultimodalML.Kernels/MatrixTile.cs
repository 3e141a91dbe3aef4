using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using MultimodalML.Kernels.Vectors;

namespace MultimodalML.Kernels;

/// <summary>The inner loop of the matrix product: a tile of up to 8 rows by 3 vectors whose sums stay in registers.</summary>
internal static unsafe class MatrixTile
{
    /// <summary>Largest number of vectors in a tile's row.</summary>
    public const int MaxVectors = 3;

    /// <summary>C[rows, columns] = or += A·B, then bias and ReLU, for several tiles below each other.</summary>
    /// <param name="tiles">Tiles, each TRows rows below the one before.</param>
    /// <param name="depth">Products per sum.</param>
    /// <param name="a">A(i, p) at a[i·rowStride + p·columnStride].</param>
    /// <param name="tileStride">From one tile's A to the next one's.</param>
    /// <param name="rowStride">See <paramref name="a"/>.</param>
    /// <param name="columnStride">See <paramref name="a"/>.</param>
    /// <param name="b">B(p, j) at b[p·bStride + j]; whole vectors are read.</param>
    /// <param name="bStride">See <paramref name="b"/>.</param>
    /// <param name="c">C(i, j) at c[i·cStride + j]; whole vectors are written.</param>
    /// <param name="cStride">See <paramref name="c"/>.</param>
    /// <param name="accumulate">Add to what C holds.</param>
    /// <param name="bias">One value per column, or null.</param>
    /// <param name="rectify">Store max(C, 0).</param>
    /// <param name="next">What is read next, usually the packed strip of B whose turn it is then, or null: the largest tiles bring it into the second-level cache meanwhile.</param>
    // TRows and TVectors are constants to the JIT: it drops the sums that a smaller tile does not have.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TWidth, TVector, TRows, TVectors>(int tiles, nint depth, float* a, nint tileStride, nint rowStride, nint columnStride, float* b, nint bStride, float* c, nint cStride, bool accumulate, float* bias, bool rectify, float* next)
        where TWidth : struct, IVectorWidth<TVector>
        where TVector : struct
        where TRows : struct, ISize
        where TVectors : struct, ISize
    {
        byte* ahead = (byte*)(next != null ? next : b);
        nint aheadStep = next != null && tiles > 0 ? MaxVectors * TWidth.Count * sizeof(float) / tiles : 0; // over all tiles, the whole strip
        nint row2 = 2 * rowStride, row3 = 3 * rowStride, row4 = 4 * rowStride, row5 = 5 * rowStride, row6 = 6 * rowStride, row7 = 7 * rowStride;
        for (; tiles > 0; tiles--)
        {
            TVector c00 = TWidth.Zero, c01 = TWidth.Zero, c02 = TWidth.Zero;
            TVector c10 = TWidth.Zero, c11 = TWidth.Zero, c12 = TWidth.Zero;
            TVector c20 = TWidth.Zero, c21 = TWidth.Zero, c22 = TWidth.Zero;
            TVector c30 = TWidth.Zero, c31 = TWidth.Zero, c32 = TWidth.Zero;
            TVector c40 = TWidth.Zero, c41 = TWidth.Zero, c42 = TWidth.Zero;
            TVector c50 = TWidth.Zero, c51 = TWidth.Zero, c52 = TWidth.Zero;
            TVector c60 = TWidth.Zero, c61 = TWidth.Zero, c62 = TWidth.Zero;
            TVector c70 = TWidth.Zero, c71 = TWidth.Zero, c72 = TWidth.Zero;

            float* at = a, row = b;
            for (nint p = depth; p > 0; p--)
            {
                TVector b0 = TWidth.Load(row);
                TVector b1 = TVectors.Value > 1 ? TWidth.Load(row + TWidth.Count) : b0;
                TVector b2 = TVectors.Value > 2 ? TWidth.Load(row + (2 * TWidth.Count)) : b0;
                Step<TWidth, TVector, TVectors>(at, b0, b1, b2, ref c00, ref c01, ref c02);
                if (TRows.Value > 1)
                {
                    Step<TWidth, TVector, TVectors>(at + rowStride, b0, b1, b2, ref c10, ref c11, ref c12);
                }
                if (TRows.Value > 2)
                {
                    Step<TWidth, TVector, TVectors>(at + row2, b0, b1, b2, ref c20, ref c21, ref c22);
                    Step<TWidth, TVector, TVectors>(at + row3, b0, b1, b2, ref c30, ref c31, ref c32);
                }
                if (TRows.Value > 4)
                {
                    Step<TWidth, TVector, TVectors>(at + row4, b0, b1, b2, ref c40, ref c41, ref c42);
                    Step<TWidth, TVector, TVectors>(at + row5, b0, b1, b2, ref c50, ref c51, ref c52);
                    Step<TWidth, TVector, TVectors>(at + row6, b0, b1, b2, ref c60, ref c61, ref c62);
                    Step<TWidth, TVector, TVectors>(at + row7, b0, b1, b2, ref c70, ref c71, ref c72);
                }
                at += columnStride;
                row += bStride;
                if (Sse.IsSupported && TRows.Value == TWidth.TileRows && TVectors.Value == MaxVectors)
                {
                    Sse.Prefetch1(ahead); // 2048^3, GFLOP/s: 239 without, 253 with
                    ahead += aheadStep;
                }
            }

            float* to = c;
            StoreRow<TWidth, TVector, TVectors>(c00, c01, c02, to, accumulate, bias, rectify);
            if (TRows.Value > 1)
            {
                StoreRow<TWidth, TVector, TVectors>(c10, c11, c12, to += cStride, accumulate, bias, rectify);
            }
            if (TRows.Value > 2)
            {
                StoreRow<TWidth, TVector, TVectors>(c20, c21, c22, to += cStride, accumulate, bias, rectify);
                StoreRow<TWidth, TVector, TVectors>(c30, c31, c32, to += cStride, accumulate, bias, rectify);
            }
            if (TRows.Value > 4)
            {
                StoreRow<TWidth, TVector, TVectors>(c40, c41, c42, to += cStride, accumulate, bias, rectify);
                StoreRow<TWidth, TVector, TVectors>(c50, c51, c52, to += cStride, accumulate, bias, rectify);
                StoreRow<TWidth, TVector, TVectors>(c60, c61, c62, to += cStride, accumulate, bias, rectify);
                StoreRow<TWidth, TVector, TVectors>(c70, c71, c72, to += cStride, accumulate, bias, rectify);
            }
            a += tileStride;
            c += TRows.Value * cStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TWidth, TVector, TVectors>(float* a, TVector b0, TVector b1, TVector b2, ref TVector c0, ref TVector c1, ref TVector c2)
        where TWidth : struct, IVectorWidth<TVector>
        where TVector : struct
        where TVectors : struct, ISize
    {
        TVector factor = TWidth.Broadcast(a);
        c0 = TWidth.MultiplyAdd(factor, b0, c0);
        if (TVectors.Value > 1)
        {
            c1 = TWidth.MultiplyAdd(factor, b1, c1);
        }
        if (TVectors.Value > 2)
        {
            c2 = TWidth.MultiplyAdd(factor, b2, c2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<TWidth, TVector, TVectors>(TVector c0, TVector c1, TVector c2, float* c, bool accumulate, float* bias, bool rectify)
        where TWidth : struct, IVectorWidth<TVector>
        where TVector : struct
        where TVectors : struct, ISize
    {
        if (accumulate)
        {
            c0 = TWidth.Add(c0, TWidth.Load(c));
            if (TVectors.Value > 1)
            {
                c1 = TWidth.Add(c1, TWidth.Load(c + TWidth.Count));
            }
            if (TVectors.Value > 2)
            {
                c2 = TWidth.Add(c2, TWidth.Load(c + (2 * TWidth.Count)));
            }
        }
        if (bias != null)
        {
            c0 = TWidth.Add(c0, TWidth.Load(bias));
            if (TVectors.Value > 1)
            {
                c1 = TWidth.Add(c1, TWidth.Load(bias + TWidth.Count));
            }
            if (TVectors.Value > 2)
            {
                c2 = TWidth.Add(c2, TWidth.Load(bias + (2 * TWidth.Count)));
            }
        }
        if (rectify)
        {
            c0 = TWidth.Rectify(c0);
            if (TVectors.Value > 1)
            {
                c1 = TWidth.Rectify(c1);
            }
            if (TVectors.Value > 2)
            {
                c2 = TWidth.Rectify(c2);
            }
        }
        TWidth.Store(c0, c);
        if (TVectors.Value > 1)
        {
            TWidth.Store(c1, c + TWidth.Count);
        }
        if (TVectors.Value > 2)
        {
            TWidth.Store(c2, c + (2 * TWidth.Count));
        }
    }
}
