using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Networks;

/// <summary>Maps one modality's vectors into a joint space and lets each dimension pass by a gate that the mapped vector itself decides.</summary>
/// <remarks>
/// <para>y = W₁ x + b₁; out = y ⊙ σ(W₂ y + b₂). Not normalised.</para>
/// <para>Shapes: [B, inputLength] → [B, outputLength].</para>
/// <para>Source: Miech et al. 2018, "Learning a Text-Video Embedding from Incomplete and Heterogeneous Data", arXiv:1804.02516, eq. 2 and 3, without its normalisation, as in Chen et al. 2021
/// (Multimodal Clustering Network), arXiv:2104.12671.</para>
/// </remarks>
public sealed class GatedEmbeddingUnit : Module<Tensor, Tensor>
{
    private readonly Linear _map;
    private readonly Linear _gate;

    /// <param name="inputLength">Values a row, at least 1.</param>
    /// <param name="outputLength">Values of the joint space, at least 1.</param>
    public GatedEmbeddingUnit(int inputLength, int outputLength)
        : base(nameof(GatedEmbeddingUnit))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputLength, 1);
        _map = Linear(inputLength, outputLength);
        _gate = Linear(outputLength, outputLength);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using Tensor mapped = _map.call(input);
        using Tensor gate = _gate.call(mapped).sigmoid_();
        return mapped * gate;
    }
}
