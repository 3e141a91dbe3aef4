using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using MultimodalML.Kernels.Vectors;

namespace MultimodalML.Kernels;

/// <summary>The inner loop of the matrix product: tiles of up to 8 rows by 3 vectors, one below the other, whose sums stay in registers. C = or += A·B, then bias and ReLU.</summary>
internal unsafe struct MatrixTiles<TWidth, TVector>
    where TWidth : struct, IVectorWidth<TVector>
    where TVector : struct
{
    /// <summary>Tiles, and products per sum.</summary>
    public int Count, Depth;

    /// <summary>A(i, p) at A[i·RowStride + p·ColumnStride].</summary>
    public float* A;
    public nint RowStride, ColumnStride;

    /// <summary>From one tile's A to the next one's.</summary>
    public nint TileStride;

    /// <summary>B(p, j) at B[p·BStride + j]; whole vectors are read.</summary>
    public float* B;
    public nint BStride;

    /// <summary>C(i, j) at C[i·CStride + j].</summary>
    public float* C;
    public nint CStride;

    /// <summary>Places of a row's last vector that belong to C; those behind them are neither read nor written.</summary>
    public int LastColumns;

    public bool Accumulate, Rectify;

    /// <summary>One value per column, or null.</summary>
    public float* Bias;

    /// <summary>What is read next, as much as a packed strip of B, or null: the largest tiles bring it into the second-level cache meanwhile.</summary>
    public float* Ahead;

    /// <summary>Tiles of 8, 4, 2 or 1 rows and 1 to 3 vectors.</summary>
    public readonly void Multiply(int rows, int vectors)
    {
        switch (rows)
        {
            case 8: Multiply<Size8>(vectors); break;
            case 4: Multiply<Size4>(vectors); break;
            case 2: Multiply<Size2>(vectors); break;
            default: Multiply<Size1>(vectors); break;
        }
    }

    private readonly void Multiply<TRows>(int vectors)
        where TRows : struct, ISize
    {
        switch (vectors)
        {
            case 3: Multiply<TRows, Size3>(); break;
            case 2: Multiply<TRows, Size2>(); break;
            default: Multiply<TRows, Size1>(); break;
        }
    }

    private readonly void Multiply<TRows, TVectors>()
        where TRows : struct, ISize
        where TVectors : struct, ISize
    {
        if (LastColumns < TWidth.Count)
        {
            Multiply<TRows, TVectors, EdgeTile>();
        }
        else if (TRows.Value == TWidth.TileRows && Ahead != null)
        {
            Multiply<TRows, TVectors, FetchingTile>();
        }
        else
        {
            Multiply<TRows, TVectors, PlainTile>();
        }
    }

    // TRows, TVectors and TTile are constants to the JIT: it drops the sums that a smaller tile does not have.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply<TRows, TVectors, TTile>()
        where TRows : struct, ISize
        where TVectors : struct, ISize
        where TTile : struct, ITile
    {
        float* a = A, c = C;
        nint columnStride = ColumnStride, bStride = BStride, cStride = CStride;
        nint rowStride = RowStride, row2 = 2 * rowStride, row3 = 3 * rowStride, row4 = 4 * rowStride, row5 = 5 * rowStride, row6 = 6 * rowStride, row7 = 7 * rowStride;
        byte* ahead = (byte*)Ahead;
        nint aheadStep = TTile.Fetches ? MatrixStrips.MaxVectors * TWidth.Count * sizeof(float) / Math.Max(1, Count) : 0; // over all tiles, the whole strip
        bool accumulate = Accumulate, rectify = Rectify;
        float* bias = Bias;
        TVector mask = TWidth.First(LastColumns);
        for (int tile = Count; tile > 0; tile--)
        {
            TVector c00 = TWidth.Zero, c01 = TWidth.Zero, c02 = TWidth.Zero;
            TVector c10 = TWidth.Zero, c11 = TWidth.Zero, c12 = TWidth.Zero;
            TVector c20 = TWidth.Zero, c21 = TWidth.Zero, c22 = TWidth.Zero;
            TVector c30 = TWidth.Zero, c31 = TWidth.Zero, c32 = TWidth.Zero;
            TVector c40 = TWidth.Zero, c41 = TWidth.Zero, c42 = TWidth.Zero;
            TVector c50 = TWidth.Zero, c51 = TWidth.Zero, c52 = TWidth.Zero;
            TVector c60 = TWidth.Zero, c61 = TWidth.Zero, c62 = TWidth.Zero;
            TVector c70 = TWidth.Zero, c71 = TWidth.Zero, c72 = TWidth.Zero;

            float* at = a, row = B;
            for (nint p = Depth; p > 0; p--)
            {
                TVector b0 = TWidth.Load(row);
                TVector b1 = TVectors.Value > 1 ? TWidth.Load(row + TWidth.Count) : b0;
                TVector b2 = TVectors.Value > 2 ? TWidth.Load(row + (2 * TWidth.Count)) : b0;
                Step<TVectors>(at, b0, b1, b2, ref c00, ref c01, ref c02);
                if (TRows.Value > 1)
                {
                    Step<TVectors>(at + rowStride, b0, b1, b2, ref c10, ref c11, ref c12);
                }
                if (TRows.Value > 2)
                {
                    Step<TVectors>(at + row2, b0, b1, b2, ref c20, ref c21, ref c22);
                    Step<TVectors>(at + row3, b0, b1, b2, ref c30, ref c31, ref c32);
                }
                if (TRows.Value > 4)
                {
                    Step<TVectors>(at + row4, b0, b1, b2, ref c40, ref c41, ref c42);
                    Step<TVectors>(at + row5, b0, b1, b2, ref c50, ref c51, ref c52);
                    Step<TVectors>(at + row6, b0, b1, b2, ref c60, ref c61, ref c62);
                    Step<TVectors>(at + row7, b0, b1, b2, ref c70, ref c71, ref c72);
                }
                at += columnStride;
                row += bStride;
                if (Sse.IsSupported && TTile.Fetches)
                {
                    Sse.Prefetch1(ahead); // 2048^3, GFLOP/s: 239 without, 253 with
                    ahead += aheadStep;
                }
            }

            float* to = c;
            StoreRow<TVectors, TTile>(c00, c01, c02, to, accumulate, bias, rectify, mask);
            if (TRows.Value > 1)
            {
                StoreRow<TVectors, TTile>(c10, c11, c12, to += cStride, accumulate, bias, rectify, mask);
            }
            if (TRows.Value > 2)
            {
                StoreRow<TVectors, TTile>(c20, c21, c22, to += cStride, accumulate, bias, rectify, mask);
                StoreRow<TVectors, TTile>(c30, c31, c32, to += cStride, accumulate, bias, rectify, mask);
            }
            if (TRows.Value > 4)
            {
                StoreRow<TVectors, TTile>(c40, c41, c42, to += cStride, accumulate, bias, rectify, mask);
                StoreRow<TVectors, TTile>(c50, c51, c52, to += cStride, accumulate, bias, rectify, mask);
                StoreRow<TVectors, TTile>(c60, c61, c62, to += cStride, accumulate, bias, rectify, mask);
                StoreRow<TVectors, TTile>(c70, c71, c72, to += cStride, accumulate, bias, rectify, mask);
            }
            a += TileStride;
            c += TRows.Value * cStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TVectors>(float* a, TVector b0, TVector b1, TVector b2, ref TVector c0, ref TVector c1, ref TVector c2)
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

    /// <summary>Adds what C held and the bias, rectifies and stores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<TVectors, TTile>(TVector c0, TVector c1, TVector c2, float* c, bool accumulate, float* bias, bool rectify, TVector mask)
        where TVectors : struct, ISize
        where TTile : struct, ITile
    {
        if (accumulate)
        {
            Add<TVectors, TTile>(c, mask, ref c0, ref c1, ref c2);
        }
        if (bias != null)
        {
            Add<TVectors, TTile>(bias, mask, ref c0, ref c1, ref c2);
        }
        if (rectify)
        {
            (c0, c1, c2) = (TWidth.Rectify(c0), TWidth.Rectify(c1), TWidth.Rectify(c2));
        }

        Store<TTile>(c0, c, TVectors.Value == 1, mask);
        if (TVectors.Value > 1)
        {
            Store<TTile>(c1, c + TWidth.Count, TVectors.Value == 2, mask);
        }
        if (TVectors.Value > 2)
        {
            Store<TTile>(c2, c + (2 * TWidth.Count), true, mask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TVectors, TTile>(float* values, TVector mask, ref TVector c0, ref TVector c1, ref TVector c2)
        where TVectors : struct, ISize
        where TTile : struct, ITile
    {
        c0 = TWidth.Add(c0, Load<TTile>(values, TVectors.Value == 1, mask));
        if (TVectors.Value > 1)
        {
            c1 = TWidth.Add(c1, Load<TTile>(values + TWidth.Count, TVectors.Value == 2, mask));
        }
        if (TVectors.Value > 2)
        {
            c2 = TWidth.Add(c2, Load<TTile>(values + (2 * TWidth.Count), true, mask));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load<TTile>(float* source, bool last, TVector mask)
        where TTile : struct, ITile => last && TTile.EndsWithinVector ? TWidth.Load(source, mask) : TWidth.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TTile>(TVector value, float* destination, bool last, TVector mask)
        where TTile : struct, ITile
    {
        if (last && TTile.EndsWithinVector)
        {
            TWidth.Store(value, destination, mask);
        }
        else
        {
            TWidth.Store(value, destination);
        }
    }

    /// <summary>What tells tiles of the same size apart, as constants to the JIT.</summary>
    private interface ITile
    {
        static abstract bool Fetches { get; }

        static abstract bool EndsWithinVector { get; }
    }

    private readonly struct PlainTile : ITile
    {
        public static bool Fetches => false;

        public static bool EndsWithinVector => false;
    }

    private readonly struct FetchingTile : ITile
    {
        public static bool Fetches => true;

        public static bool EndsWithinVector => false;
    }

    private readonly struct EdgeTile : ITile
    {
        public static bool Fetches => false;

        public static bool EndsWithinVector => true;
    }
}
