using MultimodalML.Kernels;
using MultimodalML.Kernels.Interfaces;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.TorchKernels;

/// <inheritdoc/>
internal sealed class TorchMatrixProduct(Device device) : IMatrixProduct
{
    public void Multiply(int m, int n, int k, ReadOnlySpan<float> a, bool transposeA, ReadOnlySpan<float> b, bool transposeB, ReadOnlySpan<float> bias, Activation activation, Span<float> c)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor left = transposeA ? DeviceValues.Matrix(a, k, m, device).t() : DeviceValues.Matrix(a, m, k, device);
        Tensor right = transposeB ? DeviceValues.Matrix(b, n, k, device).t() : DeviceValues.Matrix(b, k, n, device);
        Tensor product = left.matmul(right);
        if (!bias.IsEmpty)
        {
            product += DeviceValues.Matrix(bias, 1, n, device);
        }

        product = activation switch
        {
            Activation.Relu => product.relu(),
            Activation.Tanh => product.tanh(),
            Activation.Sigmoid => product.sigmoid(),
            _ => product,
        };
        product.CopyTo(c);
    }
}
