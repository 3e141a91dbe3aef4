namespace MultimodalML.Discovery;

/// <summary>Tells which rows of a batch are taken to be of one category, by how they are represented.</summary>
public interface IPseudoLabels
{
    /// <summary>Compares all pairs of rows.</summary>
    /// <param name="representations">[n, length], row-major.</param>
    /// <param name="length">Values of a row.</param>
    /// <param name="categoryCount">Categories that the rows are of, at least 1: were these equally frequent, a pair would be of one category with chance 1 / categoryCount.</param>
    /// <param name="alike">[n, n], row-major; overwritten: whether row i and row j are taken to be of one category. Symmetric; a row is alike itself.</param>
    void Compare(ReadOnlySpan<float> representations, int length, int categoryCount, Span<bool> alike);
}
