using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Networks;

/// <summary>Rebuilds the inputs of every modality from the embedding: two fully connected layers each, ReLU between them.</summary>
/// <remarks>
/// <para>Shapes: [B, embeddingLength] → one [B, inputLengths[m]] a modality. The last layer is linear, so any real input can be rebuilt.</para>
/// <para>Source: Chen et al. 2021 (Multimodal Clustering Network), arXiv:2104.12671.</para>
/// </remarks>
public sealed class ReconstructionHead : Module<Tensor, Tensor[]>
{
    private readonly ModuleList<Linear> _first;
    private readonly ModuleList<Linear> _second;

    /// <param name="embeddingLength">Values of the embedding, at least 1.</param>
    /// <param name="hiddenWidth">Width of the first layer, at least 1.</param>
    /// <param name="inputLengths">Values of each modality, at least 1.</param>
    public ReconstructionHead(int embeddingLength, int hiddenWidth, IReadOnlyList<int> inputLengths)
        : base(nameof(ReconstructionHead))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(embeddingLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenWidth, 1);
        ArgumentNullException.ThrowIfNull(inputLengths);
        _first = ModuleList<Linear>([.. inputLengths.Select(_ => Linear(embeddingLength, hiddenWidth))]);
        _second = ModuleList<Linear>([.. inputLengths.Select(length => Linear(hiddenWidth, length))]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor[] forward(Tensor embedding)
    {
        using var scope = NewDisposeScope();
        Tensor[] outputs = [.. _first.Zip(_second, (first, second) => second.call(functional.relu(first.call(embedding))))];
        foreach (Tensor output in outputs)
        {
            output.MoveToOuterDisposeScope();
        }
        return outputs;
    }
}
