using MultimodalML.Kernels.Interfaces;

namespace MultimodalML.Kernels;

/// <summary>The vector kernels on the CPU behind the interfaces that they share with other implementations; <see cref="Galleries.Gallery"/> is the one of <see cref="ISimilarityScan"/>.</summary>
internal sealed class SimdKernels : IMatrixProduct, IRowOperations, IPairwiseSimilarity, ITopK, IWtaHash, ICodeAgreement, IPrototypeScores
{
    void IMatrixProduct.Multiply(int m, int n, int k, ReadOnlySpan<float> a, bool transposeA, ReadOnlySpan<float> b, bool transposeB, ReadOnlySpan<float> bias, Activation activation, Span<float> c) =>
        MatrixProduct.Multiply(m, n, k, a, transposeA ? m : k, transposeA, b, transposeB ? k : n, transposeB, c, n, bias: bias, activation: activation);

    void IRowOperations.Normalize(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination) => RowOperations.Normalize(rows, columns, source, destination);

    void IRowOperations.Softmax(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination) => RowOperations.Softmax(rows, columns, source, destination);

    void IRowOperations.LogSumExp(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination) => RowOperations.LogSumExp(rows, columns, source, destination);

    void IPairwiseSimilarity.Compute(Similarity similarity, int m, int n, int length, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result) =>
        PairwiseSimilarity.Compute(similarity, m, n, length, a, b, result);

    int ITopK.Largest(ReadOnlySpan<float> values, Span<int> indices) => TopK.Largest(values, indices);

    int ITopK.Smallest(ReadOnlySpan<float> values, Span<int> indices) => TopK.Smallest(values, indices);

    void IWtaHash.Compute(int rows, int length, ReadOnlySpan<float> values, ReadOnlySpan<int> windows, int windowSize, Span<byte> codes) =>
        WtaHash.Compute(rows, length, values, windows, windowSize, codes);

    void ICodeAgreement.Count(int m, int n, int length, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<int> counts) => CodeAgreement.Count(m, n, length, a, b, counts);

    IReadOnlyList<CodeMatch> ICodeAgreement.Pairs(int rows, int length, ReadOnlySpan<byte> codes, int minimum) => CodeAgreement.Pairs(rows, length, codes, minimum);

    void IPrototypeScores.Compute(Similarity similarity, float temperature, int rows, int classes, int length, ReadOnlySpan<float> values, ReadOnlySpan<float> prototypes, Span<float> probabilities) =>
        PrototypeScores.Compute(similarity, temperature, rows, classes, length, values, prototypes, probabilities);
}
