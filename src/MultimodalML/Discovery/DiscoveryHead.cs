using System.Buffers;
using MultimodalML.Fusion;
using MultimodalML.Kernels;
using MultimodalML.Persistence;

namespace MultimodalML.Discovery;

/// <summary>The classifier over known and novel categories: softmax of a linear function of the embedding, or of the embedding scaled to length 1.</summary>
internal sealed class DiscoveryHead
{
    /// <summary>Bias of a category that is never predicted: its probability is 0.</summary>
    public const float Never = -1e30f;

    private readonly DenseLayer _layer;
    private readonly bool _isCosine;
    private readonly float[] _absence; // [modalities, categories], or none

    /// <param name="layer">From the embedding to the categories.</param>
    /// <param name="isCosine">Whether embeddings are scaled to length 1 first.</param>
    /// <param name="absence">Added to the categories' logits where a modality is missing, [modalities, categories]; empty for nothing.</param>
    /// <exception cref="InvalidDataException">The lengths do not fit.</exception>
    public DiscoveryHead(DenseLayer layer, bool isCosine, float[] absence)
    {
        if (absence.Length % layer.OutputLength != 0)
        {
            throw new InvalidDataException($"A head of {layer.OutputLength} categories has {absence.Length} values for missing modalities.");
        }
        (_layer, _isCosine, _absence) = (layer, isCosine, absence);
    }

    public int EmbeddingLength => _layer.InputLength;

    public int CategoryCount => _layer.OutputLength;

    /// <summary>The probabilities of some rows. A row's result depends on that row alone, to the last bit.</summary>
    /// <param name="rows">The rows themselves, for what they lack.</param>
    /// <param name="embeddings">[rows, embedding length].</param>
    /// <param name="probabilities">[rows, categories]; overwritten.</param>
    public void Score(Data.ModalityBatch rows, ReadOnlySpan<float> embeddings, Span<float> probabilities)
    {
        int count = rows.RowCount;
        if (_isCosine)
        {
            float[] unit = ArrayPool<float>.Shared.Rent(count * EmbeddingLength);
            RowOperations.Normalize(count, EmbeddingLength, embeddings, unit);
            _layer.Apply(count, unit, probabilities, CategoryCount);
            ArrayPool<float>.Shared.Return(unit);
        }
        else
        {
            _layer.Apply(count, embeddings, probabilities, CategoryCount);
        }

        for (int m = 0; m * CategoryCount < _absence.Length; m++)
        {
            for (int row = rows.Present(m).IndexOf(false); row >= 0 && row < count; row++)
            {
                if (!rows.IsPresent(m, row))
                {
                    Span<float> logits = probabilities.Slice(row * CategoryCount, CategoryCount);
                    System.Numerics.Tensors.TensorPrimitives.Add(logits, _absence.AsSpan(m * CategoryCount, CategoryCount), logits);
                }
            }
        }
        RowOperations.Softmax(count, CategoryCount, probabilities, probabilities);
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
        var absence = new float[_absence.Length / CategoryCount * count];
        for (int c = 0; c < categories.Length; c++)
        {
            spreadBias[categories[c]] = bias[c];
            for (int d = 0; d < EmbeddingLength; d++)
            {
                spread[(d * count) + categories[c]] = weights[(d * CategoryCount) + c];
            }
            for (int m = 0; m * count < absence.Length; m++)
            {
                absence[(m * count) + categories[c]] = _absence[(m * CategoryCount) + c];
            }
        }
        return new DiscoveryHead(new DenseLayer(EmbeddingLength, count, spread, spreadBias, Activation.None), _isCosine, absence);
    }

    public void Write(BinaryWriter writer)
    {
        _layer.Write(writer);
        writer.Write(_isCosine);
        writer.WriteArray<float>(_absence);
    }

    public static DiscoveryHead Read(BinaryReader reader) => new(DenseLayer.Read(reader), reader.ReadBoolean(), reader.ReadArray<float>());
}
