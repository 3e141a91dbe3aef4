using MultimodalML.Kernels.Interfaces;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.TorchKernels;

/// <inheritdoc/>
internal sealed class TorchRowOperations(Device device) : IRowOperations
{
    public void Normalize(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination) =>
        Apply(rows, columns, source, destination, x => nn.functional.normalize(x));

    public void Softmax(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination) =>
        Apply(rows, columns, source, destination, x => nn.functional.softmax(x, 1));

    public void LogSumExp(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination)
    {
        if (columns == 0)
        {
            destination[..rows].Fill(float.NegativeInfinity);
            return;
        }

        Apply(rows, columns, source, destination, x => x.logsumexp(1));
    }

    private void Apply(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination, Func<Tensor, Tensor> operation)
    {
        if (rows == 0 || columns == 0)
        {
            return;
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        operation(DeviceValues.Matrix(source, rows, columns, device)).CopyTo(destination);
    }
}
