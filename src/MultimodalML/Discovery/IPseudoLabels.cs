namespace MultimodalML.Discovery;

/// <summary>Tells which rows of a batch are taken to be of one category, by what the network makes of them so far.</summary>
public interface IPseudoLabels
{
    /// <summary>Compares all pairs of rows.</summary>
    /// <param name="representations">[n, length], row-major.</param>
    /// <param name="length">Values of a row.</param>
    /// <param name="alike">[n, n], row-major; overwritten: whether row i and row j are taken to be of one category. Symmetric; a row is alike itself.</param>
    void Compare(ReadOnlySpan<float> representations, int length, Span<bool> alike);
}
