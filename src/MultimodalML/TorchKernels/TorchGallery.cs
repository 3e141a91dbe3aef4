using MultimodalML.Kernels;
using MultimodalML.Kernels.Interfaces;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.TorchKernels;

/// <inheritdoc/>
/// <remarks>The rows stay on the device. Of equally similar rows the lower index comes first; which of them are kept where they reach over the k-th place is up to topk.</remarks>
internal sealed class TorchGallery : ISimilarityScan, IDisposable
{
    private const long BlockScores = 1 << 24; // on the device at a time
    private const int MaxQueries = 256;

    private readonly Similarity _similarity;
    private readonly Tensor _rows; // of length 1 for cosine
    private readonly Tensor? _halfSquares; // Euclidean only

    /// <summary>Copies the rows to the device.</summary>
    /// <exception cref="ArgumentException">rows is too short.</exception>
    public TorchGallery(int count, int length, ReadOnlySpan<float> rows, Similarity similarity, Device device)
    {
        MatrixSpan.Check(rows.Length, count, length, "rows", nameof(rows));
        (Count, Length, _similarity) = (count, length, similarity);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor values = DeviceValues.Matrix(rows, count, length, device);
        _rows = (similarity == Similarity.Cosine ? nn.functional.normalize(values) : values).DetachFromDisposeScope();
        _halfSquares = similarity == Similarity.SquaredEuclidean ? (values.square().sum(1) / 2).DetachFromDisposeScope() : null;
    }

    public int Count { get; }

    public int Length { get; }

    public void Search(int queryCount, ReadOnlySpan<float> queries, int k, Span<int> indices, Span<float> scores)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        MatrixSpan.Check(queries.Length, queryCount, Length, "queries", nameof(queries));
        MatrixSpan.Check(indices.Length, queryCount, k, "indices", nameof(indices));
        MatrixSpan.Check(scores.Length, queryCount, k, "scores", nameof(scores));
        indices[..(queryCount * k)].Fill(-1);
        scores[..(queryCount * k)].Fill(float.NaN);
        using var noGradient = no_grad();
        for (int first = 0; first < queryCount && Count > 0; first += MaxQueries)
        {
            using var scope = NewDisposeScope();
            int count = Math.Min(MaxQueries, queryCount - first);
            Tensor asked = DeviceValues.Matrix(queries[(first * Length)..], count, Length, _rows.device);
            asked = _similarity == Similarity.Cosine ? nn.functional.normalize(asked) : asked;
            Write(asked, Best(asked, Math.Min(k, Count)), k, indices[(first * k)..], scores[(first * k)..]);
        }
    }

    public void Dispose()
    {
        _rows.Dispose();
        _halfSquares?.Dispose();
    }

    /// <summary>Indices of the best rows [queries, k], from blocks of rows and the best so far.</summary>
    private Tensor Best(Tensor queries, int k)
    {
        int block = (int)Math.Clamp(BlockScores / queries.shape[0], k, Count);
        Tensor? best = null, indices = null;
        for (int row = 0; row < Count; row += block)
        {
            using var scope = NewDisposeScope();
            int count = Math.Min(block, Count - row);
            Tensor scores = queries.matmul(_rows.narrow(0, row, count).t());
            scores = _halfSquares is null ? scores : scores - _halfSquares.narrow(0, row, count);
            scores = Finite(scores);
            (Tensor top, Tensor places) = scores.topk(Math.Min(k, count), 1);
            places += row;
            if (best is not null && indices is not null)
            {
                Tensor candidates = cat([indices, places], 1);
                (top, Tensor chosen) = cat([best, top], 1).topk(Math.Min(k, (int)candidates.shape[1]), 1);
                places = candidates.gather(1, chosen);
            }

            (best, indices) = (top.MoveToOuterDisposeScope(), places.MoveToOuterDisposeScope());
        }

        return indices!;
    }

    /// <summary>The similarities of the chosen rows from their values, best and lowest index first.</summary>
    private void Write(Tensor queries, Tensor chosen, int k, Span<int> indices, Span<float> scores)
    {
        chosen = chosen.sort(1, stable: true).Values;
        Tensor rows = _rows.index_select(0, chosen.flatten()).view(chosen.shape[0], chosen.shape[1], Length);
        Tensor similarities = _similarity == Similarity.SquaredEuclidean
            ? -(rows - queries.unsqueeze(1)).square().sum(2)
            : rows.matmul(queries.unsqueeze(2)).squeeze(2);
        (similarities, Tensor order) = Finite(similarities).sort(1, descending: true, stable: true);
        int found = (int)chosen.shape[1];
        long[] places = new long[chosen.numel()];
        float[] values = new float[places.Length];
        chosen.gather(1, order).CopyTo<long>(places);
        similarities.CopyTo<float>(values);
        for (int i = 0; i < places.Length; i++)
        {
            if (!float.IsNegativeInfinity(values[i]))
            {
                int at = (i / found * k) + (i % found);
                indices[at] = (int)places[i];
                scores[at] = _similarity == Similarity.SquaredEuclidean ? 0 - values[i] : values[i];
            }
        }
    }

    private static Tensor Finite(Tensor scores) => scores.masked_fill(scores.isfinite().logical_not(), float.NegativeInfinity);
}
