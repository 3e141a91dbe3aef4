using System.Buffers;
using MultimodalML.Fusion;
using MultimodalML.Kernels;
using MultimodalML.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Discovery;

/// <summary>The classifier over known and novel categories: softmax of a linear function of the embedding scaled to length 1. So a row that lacks a modality has a shorter embedding, and is none the less sure.</summary>
internal sealed class DiscoveryHead
{
    /// <summary>Bias of a category that is never predicted: its probability is 0.</summary>
    public const float Never = -1e30f;

    private readonly DenseLayer _layer;

    /// <param name="layer">From the embedding, scaled to length 1, to the categories.</param>
    public DiscoveryHead(DenseLayer layer) => _layer = layer;

    /// <summary>A trained classifier: softmax of its cosines over a temperature.</summary>
    public static DiscoveryHead From(CosineClassifier classifier, double temperature)
    {
        using var scope = NewDisposeScope();
        using IDisposable guard = no_grad();
        Tensor weights = classifier.Directions().t() / temperature;
        (int length, int count) = ((int)weights.shape[0], (int)weights.shape[1]);
        return new DiscoveryHead(new DenseLayer(length, count, PlainValues.Of(weights), new float[count], Activation.None));
    }

    public int EmbeddingLength => _layer.InputLength;

    public int CategoryCount => _layer.OutputLength;

    /// <summary>The probabilities of some rows. A row's result depends on that row alone, to the last bit.</summary>
    /// <param name="rowCount">Rows.</param>
    /// <param name="embeddings">[rows, embedding length].</param>
    /// <param name="probabilities">[rows, categories]; overwritten.</param>
    public void Score(int rowCount, ReadOnlySpan<float> embeddings, Span<float> probabilities)
    {
        float[] unit = ArrayPool<float>.Shared.Rent(rowCount * EmbeddingLength);
        RowOperations.Normalize(rowCount, EmbeddingLength, embeddings, unit);
        _layer.Apply(rowCount, unit, probabilities, CategoryCount);
        RowOperations.Softmax(rowCount, CategoryCount, probabilities, probabilities);
        ArrayPool<float>.Shared.Return(unit);
    }

    /// <summary>The same head over more categories: those that are not among its own have probability 0.</summary>
    /// <param name="categories">For each of its categories the number it gets.</param>
    /// <param name="count">Categories of the new head.</param>
    public DiscoveryHead Spread(int[] categories, int count)
    {
        (float[] weights, float[] bias) = _layer.Values;
        var spread = new float[EmbeddingLength * count];
        var spreadBias = new float[count];
        Array.Fill(spreadBias, Never);
        for (int c = 0; c < categories.Length; c++)
        {
            spreadBias[categories[c]] = bias[c];
            for (int d = 0; d < EmbeddingLength; d++)
            {
                spread[(d * count) + categories[c]] = weights[(d * CategoryCount) + c];
            }
        }
        return new DiscoveryHead(new DenseLayer(EmbeddingLength, count, spread, spreadBias, Activation.None));
    }

    public void Write(BinaryWriter writer) => _layer.Write(writer);

    public static DiscoveryHead Read(BinaryReader reader) => new(DenseLayer.Read(reader));
}
