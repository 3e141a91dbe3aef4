using System.Numerics.Tensors;
using MultimodalML.Data;
using MultimodalML.Fusion;

namespace MultimodalML.Discovery;

/// <summary>A trained representation and its classifier over known and novel categories, as plain arrays.</summary>
/// <remarks>
/// Safe for use by several threads at once: it is only read. Holds no Torch tensor. A row's results have the same bits whether it is scored alone or among others. Categories are numbered: the known
/// classes as their labels, then the novel ones.
/// </remarks>
public sealed class DiscoveryModel
{
    /// <exception cref="InvalidDataException">The parts do not fit each other.</exception>
    internal DiscoveryModel(FusionModel embedder, DiscoveryHead head, int knownCount)
    {
        if (head.EmbeddingLength != embedder.EmbeddingLength || knownCount < 0 || knownCount > head.CategoryCount)
        {
            throw new InvalidDataException(
                $"A head of {head.EmbeddingLength} values and {head.CategoryCount} categories stands behind embeddings of {embedder.EmbeddingLength} values, for {knownCount} known classes.");
        }
        (Embedder, Head, KnownCount) = (embedder, head, knownCount);
    }

    /// <summary>What makes the embeddings.</summary>
    public FusionModel Embedder { get; }

    /// <summary>Known classes: the first categories. One that no training row had is never predicted.</summary>
    public int KnownCount { get; }

    /// <summary>Novel categories.</summary>
    public int NovelCount => CategoryCount - KnownCount;

    /// <summary>All categories.</summary>
    public int CategoryCount => Head.CategoryCount;

    /// <summary>Names and lengths of the modalities.</summary>
    public ModalityColumns Columns => Embedder.Columns;

    internal DiscoveryHead Head { get; }

    /// <summary>Scores rows.</summary>
    /// <param name="rows">Any number of rows; missing modalities are left out.</param>
    /// <param name="embeddings">[rows, embedding length], row-major; overwritten.</param>
    /// <param name="probabilities">[rows, <see cref="CategoryCount"/>], row-major; overwritten, each row sums to 1.</param>
    /// <exception cref="ArgumentException">The rows have other lengths, or there is no room for the results.</exception>
    public void Score(ModalityBatch rows, Span<float> embeddings, Span<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (probabilities.Length < (long)rows.RowCount * CategoryCount)
        {
            throw new ArgumentException($"{rows.RowCount} rows of {CategoryCount} probabilities need {(long)rows.RowCount * CategoryCount}; there is room for {probabilities.Length}.", nameof(probabilities));
        }

        Embedder.Score(rows, embeddings);
        Head.Score(rows.RowCount, embeddings[..(rows.RowCount * Embedder.EmbeddingLength)], probabilities[..(rows.RowCount * CategoryCount)]);
    }

    /// <summary>The probabilities of rows, [rows, <see cref="CategoryCount"/>], row-major.</summary>
    /// <exception cref="ArgumentException">The rows have other lengths.</exception>
    public float[] Score(ModalityBatch rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var probabilities = new float[checked(rows.RowCount * CategoryCount)];
        Score(rows, new float[checked(rows.RowCount * Embedder.EmbeddingLength)], probabilities);
        return probabilities;
    }

    /// <summary>The most probable category of each row; of equals the first.</summary>
    /// <exception cref="ArgumentException">The rows have other lengths.</exception>
    public int[] Predict(ModalityBatch rows)
    {
        float[] probabilities = Score(rows);
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => TensorPrimitives.IndexOfMax(probabilities.AsSpan(row * CategoryCount, CategoryCount)))];
    }
}
