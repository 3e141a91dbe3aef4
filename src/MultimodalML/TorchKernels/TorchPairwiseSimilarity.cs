using MultimodalML.Kernels;
using MultimodalML.Kernels.Interfaces;
using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.TorchKernels;

/// <inheritdoc/>
internal sealed class TorchPairwiseSimilarity(Device device) : IPairwiseSimilarity
{
    public void Compute(Similarity similarity, int m, int n, int length, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result)
    {
        if (m == 0 || n == 0)
        {
            return;
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Of(similarity, DeviceValues.Matrix(a, m, length, device), DeviceValues.Matrix(b, n, length, device)).CopyTo(result);
    }

    /// <summary>a [m, length], b [n, length] → [m, n].</summary>
    public static Tensor Of(Similarity similarity, Tensor a, Tensor b) => similarity switch
    {
        Similarity.InnerProduct => a.matmul(b.t()),
        Similarity.Cosine => nn.functional.normalize(a).matmul(nn.functional.normalize(b).t()),
        _ => SquaredDistances.Between(a, b),
    };
}
