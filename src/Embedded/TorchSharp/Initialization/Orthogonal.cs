using System.Numerics.Tensors;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace TorchSharp;

/// <summary>A matrix of orthonormal rows (or columns, where these are fewer): normal values made orthogonal by the modified Gram–Schmidt process, twice.</summary>
internal static class Orthogonal
{
    public static void Fill(Tensor tensor, double gain)
    {
        if (tensor.ndim < 2) { throw TorchError.Of($"Only tensors with 2 or more dimensions are supported; got {tensor.ndim}."); }
        (int rows, int columns) = ((int)tensor.shape[0], (int)(tensor.numel() / tensor.shape[0]));
        (int count, int length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        var vectors = new double[count * length];
        Generator.Default.Source.Normal(vectors.AsSpan());
        for (int i = 0; i < count; i++)
        {
            Span<double> vector = vectors.AsSpan(i * length, length);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < i; j++)
                {
                    ReadOnlySpan<double> other = vectors.AsSpan(j * length, length);
                    TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<double>(vector, other), vector, vector);
                }
                TensorPrimitives.Divide(vector, TensorPrimitives.Norm<double>(vector), vector);
            }
        }

        using TensorData values = TensorData.Empty(tensor.Data.Shape, ScalarType.Float64);
        Span<double> target = values.Span<double>();
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                target[(row * columns) + column] = gain * (rows <= columns ? vectors[(row * length) + column] : vectors[(column * length) + row]);
            }
        }
        Copy.Into(values, tensor.Data);
        tensor.Data.Buffer.Touch();
    }
}
