using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.TorchKernels;

/// <summary>Spans to tensors on a device and back.</summary>
internal static class DeviceValues
{
    public static Tensor Matrix(ReadOnlySpan<float> values, int rows, int columns, Device device) =>
        tensor(values[..(rows * columns)].ToArray(), [rows, columns]).to(device);

    public static Tensor Matrix(ReadOnlySpan<byte> values, int rows, int columns, Device device) =>
        tensor(values[..(rows * columns)].ToArray(), [rows, columns]).to(device);

    public static void CopyTo<T>(this Tensor tensor, Span<T> target)
        where T : unmanaged
    {
        using Tensor values = tensor.cpu().contiguous();
        values.data<T>().CopyTo(target[..(int)values.numel()]);
    }
}
