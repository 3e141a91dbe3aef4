using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp;

/// <summary>Compares a tensor's values, row by row, with written-down ones.</summary>
internal static class Near
{
    public static void Equal(double[] expected, Tensor actual, double tolerance = 1e-5)
    {
        double[] values = Values(actual);
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - values[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"[{i}]: expected {expected[i]:r}, got {values[i]:r}");
        }
    }

    public static double[] Values(Tensor tensor)
    {
        using Tensor wide = tensor.detach().to_type(ScalarType.Float64, copy: true);
        return wide.data<double>().ToArray();
    }
}
