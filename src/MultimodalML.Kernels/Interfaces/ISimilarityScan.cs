namespace MultimodalML.Kernels.Interfaces;

/// <summary>Rows prepared for searching, all of which a search looks at, in blocks: the scores of all rows never exist at once.</summary>
internal interface ISimilarityScan
{
    /// <summary>The k rows most similar to each query, best first; a row whose similarity is not finite is none of them. Where there are fewer, indices are −1 and scores NaN.</summary>
    /// <param name="queryCount">Queries; none is fine.</param>
    /// <param name="queries">[queryCount, length].</param>
    /// <param name="k">At least 1; may be more than there are rows.</param>
    /// <param name="indices">[queryCount, k].</param>
    /// <param name="scores">[queryCount, k].</param>
    void Search(int queryCount, ReadOnlySpan<float> queries, int k, Span<int> indices, Span<float> scores);
}
