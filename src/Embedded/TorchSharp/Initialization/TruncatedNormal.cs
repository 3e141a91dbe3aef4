using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A normal distribution cut off on both sides.</summary>
internal static class TruncatedNormal
{
    public static void Fill(Tensor tensor, double mean, double std, double low, double high)
    {
        using TensorData drawn = TensorData.Empty(tensor.Data.Shape, ScalarType.Float64);
        Span<double> values = drawn.Span<double>();
        RandomSource source = Generator.Default.Source;
        source.Normal(values, mean, std);
        foreach (ref double value in values)
        {
            while (value < low || value > high) { source.Normal(new Span<double>(ref value), mean, std); }
        }
        Copy.Into(drawn, tensor.Data);
        tensor.Data.Buffer.Touch();
    }
}
