using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Networks;

/// <summary>Turns one modality's vectors into features: three fully connected layers, a ReLU after each.</summary>
/// <remarks>Shapes: [B, inputLength] → [B, featureLength].</remarks>
public sealed class ModalityEncoder : Module<Tensor, Tensor>
{
    private readonly Linear _first;
    private readonly Linear _second;
    private readonly Linear _third;

    /// <param name="inputLength">Values a row, at least 1.</param>
    /// <param name="hiddenWidth">Width of the first two layers, at least 1.</param>
    /// <param name="featureLength">Features a row, at least 1.</param>
    public ModalityEncoder(int inputLength, int hiddenWidth, int featureLength)
        : base(nameof(ModalityEncoder))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(featureLength, 1);
        _first = Linear(inputLength, hiddenWidth);
        _second = Linear(hiddenWidth, hiddenWidth);
        _third = Linear(hiddenWidth, featureLength);
        RegisterComponents();
    }

    /// <summary>The three layers in order.</summary>
    internal Linear[] Layers => [_first, _second, _third];

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor hidden = functional.relu(_second.call(functional.relu(_first.call(input))));
        return functional.relu(_third.call(hidden)).MoveToOuterDisposeScope();
    }
}
