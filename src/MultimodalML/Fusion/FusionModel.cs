using MultimodalML.Data;
using MultimodalML.Kernels;
using MultimodalML.Networks;

namespace MultimodalML.Fusion;

/// <summary>A trained <see cref="FusionNetwork"/> as plain arrays: what scores rows.</summary>
/// <remarks>
/// Safe for use by several threads at once: it is only read. Holds no Torch tensor. A row's embedding has the same bits whether it is scored alone or among others, on one thread or more.
/// </remarks>
public sealed partial class FusionModel
{
    private const int RowsAtOnce = 128; // activations of so many rows stay in the second-level cache, and the products begin seldom enough: 36.4 ms per 100,000 rows, 39.0 with 32

    private readonly DenseLayer[][] _encoders;
    private readonly DenseLayer[] _gates;
    private readonly DenseLayer[] _head;
    private readonly int _fusedLength; // values that go into the head
    private readonly int _widest; // values of a row between two layers

    /// <exception cref="InvalidDataException">Layers or scaling do not fit the shape.</exception>
    internal FusionModel(ModalityColumns columns, FeatureScaling scaling, DirectPath path, FusionNetworkShape shape, IReadOnlyList<DenseLayer> layers)
    {
        (Columns, Scaling, Path, Shape, Layers) = (columns, scaling, path, shape, layers);
        CheckLayers();
        int count = columns.Count;
        _encoders = [.. layers.Take(3 * count).Chunk(3)];
        _gates = [.. layers.Skip(3 * count).SkipLast(2)];
        _head = [.. layers.TakeLast(2)];
        _fusedLength = UsesNetwork ? _head[0].InputLength : 0;
        _widest = Math.Max(Math.Max(shape.HiddenWidth, shape.FeatureLength), columns.Lengths.Max());
        EmbeddingLength = path.Length + shape.FusedLength;
    }

    /// <summary>Names and lengths of the modalities.</summary>
    public ModalityColumns Columns { get; }

    /// <summary>Values of an embedding.</summary>
    public int EmbeddingLength { get; }

    internal FeatureScaling Scaling { get; }

    internal DirectPath Path { get; }

    internal FusionNetworkShape Shape { get; }

    /// <summary>Three of each encoder, the gates if any, two of the head; none when the path stands alone.</summary>
    internal IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>Whether the network adds to the embedding. Where it did not find held-out rows better than the path alone, it was left out: its values are 0.</summary>
    public bool UsesNetwork => Layers.Count > 0;

    /// <summary>The path alone; the network's values are 0.</summary>
    internal FusionModel WithoutNetwork() => new(Columns, Scaling, Path, Shape, []);

    internal static FusionModel From(FusionNetwork network, FusionNetworkShape shape, ModalityColumns columns, FeatureScaling scaling, DirectPath path) => new(
        columns,
        scaling,
        path,
        shape,
        [
            .. network.Encoders.SelectMany(encoder => encoder.Layers).Select(layer => DenseLayer.From(layer, Activation.Relu)),
            .. network.Head.Gates.Select(gate => DenseLayer.From(gate, Activation.Sigmoid)),
            DenseLayer.From(network.Head.Layers[0], Activation.Relu),
            DenseLayer.From(network.Head.Layers[1], Activation.None),
        ]);

    /// <summary>Scores rows; allocates nothing once its buffers are pooled.</summary>
    /// <param name="rows">Any number of rows.</param>
    /// <param name="embeddings">[rows, <see cref="EmbeddingLength"/>], row-major.</param>
    /// <exception cref="ArgumentException">The rows have other lengths, or there is no room for the embeddings.</exception>
    public unsafe void Score(ModalityBatch rows, Span<float> embeddings)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Columns != Columns && !rows.Columns.Lengths.SequenceEqual(Columns.Lengths))
        {
            throw new ArgumentException(
                $"The rows have modalities of [{string.Join(", ", rows.Columns.Lengths)}] values; the model was trained on [{string.Join(", ", Columns.Lengths)}].", nameof(rows));
        }
        if (embeddings.Length < (long)rows.RowCount * EmbeddingLength)
        {
            throw new ArgumentException($"{rows.RowCount} embeddings of {EmbeddingLength} values need {(long)rows.RowCount * EmbeddingLength}; there is room for {embeddings.Length}.", nameof(embeddings));
        }

        fixed (float* output = embeddings)
        {
            int parts = (rows.RowCount + RowsAtOnce - 1) / RowsAtOnce;
            Parallelism.For(parts, 2, new Part { Model = this, Rows = rows, Output = output });
        }
    }

    /// <summary>Embeddings of rows, [rows, <see cref="EmbeddingLength"/>], row-major.</summary>
    /// <inheritdoc cref="Score(ModalityBatch, Span{float})"/>
    public float[] Score(ModalityBatch rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var embeddings = new float[checked(rows.RowCount * EmbeddingLength)];
        Score(rows, embeddings);
        return embeddings;
    }

    /// <summary>[inputs, outputs] of every layer that a network of this shape has.</summary>
    private static IEnumerable<(int Inputs, int Outputs)> LayerSizes(IReadOnlyList<int> lengths, FusionNetworkShape shape)
    {
        (int hidden, int features) = (shape.HiddenWidth, shape.FeatureLength);
        foreach (int length in lengths)
        {
            yield return (length, hidden);
            yield return (hidden, hidden);
            yield return (hidden, features);
        }

        for (int gate = 0; gate < (shape.Fusion == FusionKind.GatedSum ? lengths.Count : 0); gate++)
        {
            yield return (features, features);
        }

        yield return (shape.Fusion == FusionKind.Concatenate ? lengths.Count * features : features, hidden);
        yield return (hidden, shape.FusedLength);
    }

    private void CheckLayers()
    {
        bool fits = (Layers.Count == 0 || LayerSizes(Columns.Lengths, Shape).SequenceEqual(Layers.Select(layer => (layer.InputLength, layer.OutputLength))))
            && (Path.Parts.Count == 0 || Path.Parts.Select(part => part.Lift.InputLength).SequenceEqual(Columns.Lengths))
            && Scaling.Modalities.Select(scaling => scaling.Length).SequenceEqual(Columns.Lengths);
        if (!fits)
        {
            throw new InvalidDataException("The fusion model's layers do not fit its shape; the file is damaged.");
        }
    }
}
