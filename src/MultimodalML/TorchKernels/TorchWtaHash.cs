using MultimodalML.Kernels.Interfaces;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.TorchKernels;

/// <inheritdoc/>
internal sealed class TorchWtaHash(Device device) : IWtaHash
{
    private const long BlockValues = 1 << 24; // gathered at a time

    public void Compute(int rows, int length, ReadOnlySpan<float> values, ReadOnlySpan<int> windows, int windowSize, Span<byte> codes)
    {
        int codeCount = windows.Length / windowSize;
        if (codeCount == 0)
        {
            return;
        }

        using var noGradient = no_grad();
        using var outer = NewDisposeScope();
        Tensor entries = tensor(windows.ToArray()).to(ScalarType.Int64).to(device);
        int block = (int)Math.Clamp(BlockValues / windows.Length, 1, Math.Max(1, rows));
        for (int row = 0; row < rows; row += block)
        {
            using var scope = NewDisposeScope();
            int count = Math.Min(block, rows - row);
            Tensor part = DeviceValues.Matrix(values[(row * length)..], count, length, device);
            part = part.masked_fill(part.isnan(), float.NegativeInfinity);
            part.index_select(1, entries).view(count, codeCount, windowSize).argmax(2).to(ScalarType.Byte).CopyTo(codes[(row * codeCount)..]);
        }
    }
}
