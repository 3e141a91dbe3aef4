namespace MultimodalML.Kernels.Interfaces;

/// <summary>Every row of A [m, length] with every row of B [n, length], as [m, n].</summary>
internal interface IPairwiseSimilarity
{
    /// <summary>Similarities, or squared distances, which are never below 0; a NaN spoils its row and column only.</summary>
    void Compute(Similarity similarity, int m, int n, int length, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result);
}
