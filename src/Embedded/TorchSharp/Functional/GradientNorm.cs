using System.Numerics;
using System.Numerics.Tensors;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The p-norm of several tensors as if they were one.</summary>
internal static class GradientNorm
{
    public static double Compute(IReadOnlyList<TensorData> tensors, double p)
    {
        double total = 0;
        foreach (TensorData tensor in tensors)
        {
            using TensorData values = Copy.Contiguous(tensor);
            double part = values.Type == ScalarType.Float64 ? Part<double>(values, p) : Part<float>(values, p);
            total = double.IsPositiveInfinity(p) ? Math.Max(total, part) : total + part;
        }
        return double.IsPositiveInfinity(p) ? total : Math.Pow(total, 1 / p);
    }

    private static double Part<T>(TensorData tensor, double p)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> values = tensor.Span<T>();
        if (values.IsEmpty) { return 0; }
        if (p == 2) { return double.CreateTruncating(TensorPrimitives.SumOfSquares(values)); }
        if (double.IsPositiveInfinity(p)) { return Math.Abs(double.CreateTruncating(TensorPrimitives.MaxMagnitude(values))); }
        double sum = 0;
        foreach (T value in values) { sum += Math.Pow(Math.Abs(double.CreateTruncating(value)), p); }
        return sum;
    }
}
