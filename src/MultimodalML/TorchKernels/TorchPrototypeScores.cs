using MultimodalML.Kernels;
using MultimodalML.Kernels.Interfaces;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.TorchKernels;

/// <inheritdoc/>
internal sealed class TorchPrototypeScores(Device device) : IPrototypeScores
{
    public void Compute(Similarity similarity, float temperature, int rows, int classes, int length, ReadOnlySpan<float> values, ReadOnlySpan<float> prototypes, Span<float> probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        if (rows == 0 || classes == 0)
        {
            return;
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor similarities = TorchPairwiseSimilarity.Of(similarity, DeviceValues.Matrix(values, rows, length, device), DeviceValues.Matrix(prototypes, classes, length, device));
        float scale = (similarity == Similarity.SquaredEuclidean ? -1 : 1) / temperature;
        nn.functional.softmax(similarities * scale, 1).CopyTo(probabilities);
    }
}
