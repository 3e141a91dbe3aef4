using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Networks;

/// <summary>One <see cref="ModalityEncoder"/> a modality and a <see cref="FusionHead"/> over them.</summary>
/// <remarks>
/// <para>fused = fusion(encoder₁(x₁), encoder₂(x₂), ...); a missing modality adds nothing.</para>
/// <para>Shapes: one [B, inputLengths[m]] a modality (any finite values where it is missing), presence [B, modalities] of 1 and 0 or null when nothing is missing → [B, FusedLength].</para>
/// </remarks>
public sealed class FusionNetwork : Module<Tensor[], Tensor?, Tensor>
{
    private readonly ModuleList<ModalityEncoder> _encoders;
    private readonly FusionHead _head;

    /// <param name="inputLengths">Values of each modality, at least 1.</param>
    /// <param name="shape">Widths and the kind of fusion.</param>
    public FusionNetwork(IReadOnlyList<int> inputLengths, FusionNetworkShape shape)
        : base(nameof(FusionNetwork))
    {
        ArgumentNullException.ThrowIfNull(inputLengths);
        ArgumentNullException.ThrowIfNull(shape);
        shape.Validate();
        _encoders = ModuleList<ModalityEncoder>([.. inputLengths.Select(length => new ModalityEncoder(length, shape.HiddenWidth, shape.FeatureLength))]);
        _head = new FusionHead(shape.Fusion, inputLengths.Count, shape.FeatureLength, shape.HiddenWidth, shape.FusedLength);
        FusedLength = shape.FusedLength;
        RegisterComponents();
    }

    /// <summary>Values that the fusion gives.</summary>
    public int FusedLength { get; }

    internal IReadOnlyList<ModalityEncoder> Encoders => [.. _encoders];

    internal FusionHead Head => _head;

    /// <inheritdoc/>
    public override Tensor forward(Tensor[] inputs, Tensor? presence)
    {
        Tensor[] features = Encode(inputs);
        Tensor fused = _head.call(features, presence);
        foreach (Tensor feature in features)
        {
            feature.Dispose();
        }
        return fused;
    }

    /// <summary>What the encoders give to the fusion, one [B, FeatureLength] a modality.</summary>
    internal Tensor[] Encode(Tensor[] inputs)
    {
        var features = new Tensor[inputs.Length];
        for (int m = 0; m < features.Length; m++)
        {
            features[m] = _encoders[m].call(inputs[m]);
        }
        return features;
    }
}
