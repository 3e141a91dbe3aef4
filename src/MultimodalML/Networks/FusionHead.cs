using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Networks;

/// <summary>Brings the features of the modalities together (<see cref="FusionKind"/>), then two fully connected layers with a ReLU between them make the embedding.</summary>
/// <remarks>
/// <para>Shapes: one [B, featureLength] a modality, presence [B, modalities] of 1 (there) and 0 (missing) or null when nothing is missing → [B, embeddingLength].</para>
/// <para>Gated sum: Σₘ presenceₘ · fₘ ⊙ σ(Wₘ fₘ + bₘ). Source of the gate: Miech et al. 2018, "Learning a Text-Video Embedding from Incomplete and Heterogeneous Data", arXiv:1804.02516, eq. 3.</para>
/// </remarks>
public sealed class FusionHead : Module<Tensor[], Tensor?, Tensor>
{
    private readonly FusionKind _kind;
    private readonly ModuleList<Linear> _gates;
    private readonly Sequential _layers;

    /// <param name="kind">How the features come together.</param>
    /// <param name="modalityCount">Modalities, at least 1.</param>
    /// <param name="featureLength">Features of each, at least 1.</param>
    /// <param name="hiddenWidth">Width of the first layer, at least 1.</param>
    /// <param name="embeddingLength">Values of the embedding, at least 1.</param>
    public FusionHead(FusionKind kind, int modalityCount, int featureLength, int hiddenWidth, int embeddingLength)
        : base(nameof(FusionHead))
    {
        if (!Enum.IsDefined(kind))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "FusionHead knows Concatenate, Multiply and GatedSum.");
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(modalityCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(featureLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(embeddingLength, 1);
        _kind = kind;
        _gates = ModuleList<Linear>([.. Enumerable.Range(0, kind == FusionKind.GatedSum ? modalityCount : 0).Select(_ => Linear(featureLength, featureLength))]);
        Layers = [Linear(kind == FusionKind.Concatenate ? modalityCount * featureLength : featureLength, hiddenWidth), Linear(hiddenWidth, embeddingLength)];
        _layers = Sequential(Layers[0], ReLU(), Layers[1]);
        RegisterComponents();
    }

    /// <summary>One gate a modality for <see cref="FusionKind.GatedSum"/>, else none.</summary>
    internal IReadOnlyList<Linear> Gates => [.. _gates];

    /// <summary>The two layers in order.</summary>
    internal IReadOnlyList<Linear> Layers { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor[] features, Tensor? presence)
    {
        using Tensor fused = _kind == FusionKind.Concatenate && presence is null ? cat(features, 1) : Fused(features, presence);
        return _layers.call(fused);
    }

    private Tensor Fused(Tensor[] features, Tensor? presence)
    {
        using var scope = NewDisposeScope();
        Tensor fused = _kind switch
        {
            FusionKind.Concatenate => cat(Masked(features, presence), 1),
            FusionKind.Multiply => Product(features, presence),
            _ => GatedSum(features, presence),
        };
        return fused.MoveToOuterDisposeScope();
    }

    private static Tensor Product(Tensor[] features, Tensor? presence) =>
        features.Select((f, m) => presence is null ? f : 1 + (f - 1) * presence.narrow(1, m, 1)).Aggregate((a, b) => a * b);

    private Tensor GatedSum(Tensor[] features, Tensor? presence) =>
        features.Select((f, m) => Masked(f * _gates[m].call(f).sigmoid(), presence, m)).Aggregate((a, b) => a + b);

    private static Tensor[] Masked(Tensor[] features, Tensor? presence) => [.. features.Select((f, m) => Masked(f, presence, m))];

    private static Tensor Masked(Tensor features, Tensor? presence, int modality) =>
        presence is null ? features : features * presence.narrow(1, modality, 1);
}
