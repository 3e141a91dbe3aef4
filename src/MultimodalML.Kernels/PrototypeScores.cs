using System.Numerics.Tensors;

namespace MultimodalML.Kernels;

/// <summary>Class probabilities from similarities to one prototype of each class.</summary>
internal static class PrototypeScores
{
    /// <summary>softmax over classes of similarity / temperature, where a squared distance counts as a negative similarity.</summary>
    /// <exception cref="ArgumentOutOfRangeException">temperature is not above 0.</exception>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Compute(Similarity similarity, float temperature, int rows, int classes, int length, ReadOnlySpan<float> values, ReadOnlySpan<float> prototypes, Span<float> probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        PairwiseSimilarity.Compute(similarity, rows, classes, length, values, prototypes, probabilities);
        Span<float> scores = probabilities[..(rows * classes)];
        TensorPrimitives.Multiply(scores, (similarity == Similarity.SquaredEuclidean ? -1 : 1) / temperature, scores);
        RowOperations.Softmax(rows, classes, scores, scores);
    }
}
