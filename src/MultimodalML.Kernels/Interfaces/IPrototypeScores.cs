namespace MultimodalML.Kernels.Interfaces;

/// <summary>How probable each class is, given one prototype of each.</summary>
internal interface IPrototypeScores
{
    /// <summary>softmax over classes of similarity / temperature, where a squared distance counts as a negative similarity.</summary>
    /// <param name="similarity">Between a row and a prototype.</param>
    /// <param name="temperature">Above 0; smaller decides more sharply.</param>
    /// <param name="rows">Rows to classify.</param>
    /// <param name="classes">Prototypes.</param>
    /// <param name="length">Values of a row and of a prototype.</param>
    /// <param name="values">[rows, length].</param>
    /// <param name="prototypes">[classes, length].</param>
    /// <param name="probabilities">[rows, classes], overwritten; a row with a NaN is all NaN.</param>
    void Compute(Similarity similarity, float temperature, int rows, int classes, int length, ReadOnlySpan<float> values, ReadOnlySpan<float> prototypes, Span<float> probabilities);
}
