using System.Buffers;
using System.Runtime.InteropServices;
using MultimodalML.Kernels.Interfaces;

namespace MultimodalML.Kernels.Galleries;

/// <summary>Rows [count, length] to search for the most similar to a query, by looking at all of them; the scores of a block of rows are compared while they are in the cache and then forgotten.</summary>
/// <remarks>
/// <para>Results rank by similarity; of equally similar rows the one with the lower index comes first. A row whose similarity is not finite is never a result. Where there are fewer results than asked for,
/// the remaining indices are −1 and their scores NaN.</para>
/// <para>Reduced formats find candidates, which are ranked by their float rows. Squared distances choose by |y|² − 2 x·y, whose rounding is about 10⁻⁷ (|x|² + |y|²), and are then computed from the differences.</para>
/// <para>Searching is safe from several threads at once.</para>
/// </remarks>
internal sealed unsafe class Gallery : ISimilarityScan
{
    private const int CandidatesOfResult = 4; // what a reduced format gets wrong lies further back than this hardly ever: recall@10 of a million random rows is above 0.999

    private readonly ReadOnlyMemory<float> _rows;
    private readonly byte[] _codes = []; // of reduced formats; pinned
    private readonly float[] _scales = []; // score = product · scale + bias; none where all are 1
    private readonly float[] _biases = []; // none where all are 0

    /// <summary>Prepares the rows; reads them once.</summary>
    /// <param name="count">Rows; none is fine.</param>
    /// <param name="length">Values in a row.</param>
    /// <param name="rows">Row-major; not copied, must not change.</param>
    /// <param name="similarity">What searches rank by.</param>
    /// <param name="format">Reduced formats make a copy of the rows for the scan.</param>
    /// <exception cref="ArgumentException">rows is too short.</exception>
    public Gallery(int count, int length, ReadOnlyMemory<float> rows, Similarity similarity, GalleryFormat format = GalleryFormat.Float32)
    {
        MatrixSpan.Check(rows.Length, count, length, "rows", nameof(rows));
        (Count, Length, Similarity, Format, _rows) = (count, length, similarity, format, rows);
        if (format != GalleryFormat.Float32)
        {
            _codes = GC.AllocateUninitializedArray<byte>(checked((count * Stride) + 64), pinned: true);
            _scales = new float[count];
        }
        if (similarity == Similarity.Cosine)
        {
            _scales = new float[count];
        }
        if (similarity == Similarity.SquaredEuclidean)
        {
            _biases = new float[count];
        }
        Parallelism.For(count, 1024, new EncodeJob { Gallery = this });
    }

    public int Count { get; }

    public int Length { get; }

    public Similarity Similarity { get; }

    public GalleryFormat Format { get; }

    /// <summary>Bytes that a scan reads.</summary>
    public long ScannedBytes => ((long)Count * Stride) + ((_scales.Length + _biases.Length) * sizeof(float));

    private int Stride => Format switch
    {
        GalleryFormat.Float32 => FloatCodes.Stride(Length),
        GalleryFormat.BFloat16 => BFloat16Codes.Stride(Length),
        _ => Int8Codes.Stride(Length),
    };

    /// <summary>The rows most similar to each query, best first.</summary>
    /// <param name="queryCount">Queries.</param>
    /// <param name="queries">[queryCount, <see cref="Length"/>].</param>
    /// <param name="k">Results of a query, at least 1; may be more than there are rows.</param>
    /// <param name="indices">[queryCount, k].</param>
    /// <param name="scores">[queryCount, k]: similarities, or squared distances.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Search(int queryCount, ReadOnlySpan<float> queries, int k, Span<int> indices, Span<float> scores)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        MatrixSpan.Check(queries.Length, queryCount, Length, "queries", nameof(queries));
        MatrixSpan.Check(indices.Length, queryCount, k, "indices", nameof(indices));
        MatrixSpan.Check(scores.Length, queryCount, k, "scores", nameof(scores));
        indices = indices[..(queryCount * k)];
        scores = scores[..(queryCount * k)];
        indices.Fill(-1);
        scores.Fill(float.NaN);
        if (queryCount == 0 || Count == 0)
        {
            return;
        }

        int candidates = (int)Math.Min(Count, Format == GalleryFormat.Float32 ? k : (long)k * CandidatesOfResult);
        int block = Math.Min(queryCount, GalleryScan.MaxQueries);
        ulong[] keys = ArrayPool<ulong>.Shared.Rent(block * candidates);
        for (int first = 0; first < queryCount; first += block)
        {
            int count = Math.Min(block, queryCount - first);
            ReadOnlySpan<float> asked = queries.Slice(first * Length, count * Length);
            Scan(count, asked, candidates, keys);
            for (int i = 0; i < count; i++)
            {
                int at = (first + i) * k;
                Rank(asked.Slice(i * Length, Length), keys.AsSpan(i * candidates, candidates), indices.Slice(at, k), scores.Slice(at, k));
            }
        }
        ArrayPool<ulong>.Shared.Return(keys);
    }

    private void Scan(int count, ReadOnlySpan<float> queries, int candidates, Span<ulong> keys)
    {
        using MemoryHandle rows = _rows.Pin();
        byte* codes = Format == GalleryFormat.Float32 ? (byte*)rows.Pointer : Codes;
        fixed (float* scales = _scales, biases = _biases)
        {
            var source = new ScanSource { Rows = codes, Count = Count, Length = Length, Scales = scales, Biases = biases };
            switch (Format)
            {
                case GalleryFormat.Float32: GalleryScan.Run<FloatCodes>(source, count, queries, candidates, keys); break;
                case GalleryFormat.BFloat16: GalleryScan.Run<BFloat16Codes>(source, count, queries, candidates, keys); break;
                default: GalleryScan.Run<Int8Codes>(source, count, queries, candidates, keys); break;
            }
        }
    }

    private byte* Codes
    {
        get
        {
            var start = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_codes, 0);
            return (byte*)((start + 63) & ~(nuint)63);
        }
    }

    /// <summary>Puts the candidates into the order of their similarities in floats.</summary>
    private void Rank(ReadOnlySpan<float> query, Span<ulong> candidates, Span<int> indices, Span<float> scores)
    {
        float norm = Similarity == Similarity.Cosine ? MathF.Sqrt(RowPair.InnerProduct(query, query)) : 0;
        for (int i = 0; i < candidates.Length; i++)
        {
            if (candidates[i] != 0)
            {
                int index = BestRows.Index(candidates[i]);
                ReadOnlySpan<float> row = _rows.Span.Slice(index * Length, Length);
                float score = Similarity switch
                {
                    Similarity.SquaredEuclidean => -RowPair.SquaredDistance(query, row),
                    Similarity.Cosine when norm > 0 => RowPair.InnerProduct(query, row) / norm * CosineScale(row),
                    _ => RowPair.InnerProduct(query, row),
                };
                candidates[i] = float.IsFinite(score) ? BestRows.Key(score, index) : 0;
            }
        }

        candidates.Sort(static (x, y) => y.CompareTo(x));
        for (int i = 0; i < Math.Min(candidates.Length, indices.Length) && candidates[i] != 0; i++)
        {
            float score = BestRows.Score(candidates[i]);
            indices[i] = BestRows.Index(candidates[i]);
            scores[i] = Similarity == Similarity.SquaredEuclidean ? 0 - score : score;
        }
    }

    private static float CosineScale(ReadOnlySpan<float> row)
    {
        float norm = MathF.Sqrt(RowPair.InnerProduct(row, row));
        return norm == 0 ? 0 : 1 / norm;
    }

    private readonly struct EncodeJob : IRangeJob
    {
        public Gallery Gallery { get; init; }

        public void Run(int from, int to)
        {
            ReadOnlySpan<float> rows = Gallery._rows.Span;
            for (int i = from; i < to; i++)
            {
                ReadOnlySpan<float> row = rows.Slice(i * Gallery.Length, Gallery.Length);
                float scale = Gallery.Format switch
                {
                    GalleryFormat.Float32 => 1,
                    GalleryFormat.BFloat16 => BFloat16Codes.EncodeRow(row, Gallery.Codes + ((nint)i * Gallery.Stride)),
                    _ => Int8Codes.EncodeRow(row, Gallery.Codes + ((nint)i * Gallery.Stride)),
                };
                if (Gallery._scales.Length > 0)
                {
                    Gallery._scales[i] = Gallery.Similarity == Similarity.Cosine ? scale * CosineScale(row) : scale;
                }
                if (Gallery._biases.Length > 0)
                {
                    Gallery._biases[i] = -0.5f * RowPair.InnerProduct(row, row);
                }
            }
        }
    }
}
