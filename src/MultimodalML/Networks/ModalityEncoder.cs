using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Networks;

/// <summary>Turns one modality's vectors into features: three fully connected layers, a ReLU after each.</summary>
/// <remarks>Shapes: [B, inputLength] → [B, featureLength].</remarks>
public sealed class ModalityEncoder : Module<Tensor, Tensor>
{
    private readonly Sequential _layers;

    /// <param name="inputLength">Values a row, at least 1.</param>
    /// <param name="hiddenWidth">Width of the first two layers, at least 1.</param>
    /// <param name="featureLength">Features a row, at least 1.</param>
    public ModalityEncoder(int inputLength, int hiddenWidth, int featureLength)
        : base(nameof(ModalityEncoder))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(featureLength, 1);
        Layers = [Linear(inputLength, hiddenWidth), Linear(hiddenWidth, hiddenWidth), Linear(hiddenWidth, featureLength)];
        _layers = Sequential([.. Layers.SelectMany(layer => new Module<Tensor, Tensor>[] { layer, ReLU() })]);
        RegisterComponents();
    }

    /// <summary>The three layers in order.</summary>
    internal IReadOnlyList<Linear> Layers { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => _layers.call(input);
}
