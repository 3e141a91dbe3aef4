using System.Numerics.Tensors;
using MultimodalML.Kernels;

namespace MultimodalML.Fusion;

/// <summary>The directions in which rows scatter most, by subspace iteration, whose work is matrix products.</summary>
/// <remarks>Source: Halko, Martinsson and Tropp 2011, "Finding structure with randomness", algorithm 4.4.</remarks>
internal static class PrincipalDirections
{
    private const int Iterations = 8;
    private const int Spare = 10; // directions beyond those wanted, so that the last wanted ones converge too

    /// <summary>Directions of length 1, largest variance first, and the mean square of the rows along each.</summary>
    /// <param name="rows">[n, width], row-major, mean 0.</param>
    /// <param name="width">Values of a row.</param>
    /// <param name="count">Directions wanted, at most <paramref name="width"/>.</param>
    /// <param name="random">Draws the first guess.</param>
    /// <returns>[count, width] and [count].</returns>
    public static (float[] Directions, float[] Variances) Find(ReadOnlySpan<float> rows, int width, int count, PortableRandom random)
    {
        int rowCount = rows.Length / width;
        int tried = Math.Min(width, count + Spare);
        var basis = new float[tried * width];
        for (int i = 0; i < basis.Length; i++)
        {
            basis[i] = (float)random.NextNormal();
        }

        var along = new float[rowCount * tried];
        Orthonormalize(basis, width);
        for (int i = 0; i < Iterations; i++)
        {
            MatrixProduct.Multiply(rowCount, tried, width, rows, width, false, basis, width, true, along, tried);
            MatrixProduct.Multiply(tried, width, rowCount, along, tried, true, rows, width, false, basis, width);
            Orthonormalize(basis, width);
        }

        MatrixProduct.Multiply(rowCount, tried, width, rows, width, false, basis, width, true, along, tried);
        var scatter = new float[tried * tried];
        MatrixProduct.Multiply(tried, tried, rowCount, along, tried, true, along, tried, false, scatter, tried);
        (double[] values, double[] vectors) = SymmetricEigen.Decompose(Array.ConvertAll(scatter, value => (double)value / Math.Max(rowCount, 1)), tried);
        var rotation = Array.ConvertAll(vectors, value => (float)value); // [vector, tried]
        var directions = new float[count * width];
        MatrixProduct.Multiply(count, width, tried, rotation, tried, false, basis, width, false, directions, width);
        return (directions, [.. values.Take(count).Select(value => (float)Math.Max(value, 0))]);
    }

    /// <summary>Gram and Schmidt, twice, on rows; a row that the others span becomes 0.</summary>
    private static void Orthonormalize(Span<float> rows, int width)
    {
        for (int start = 0; start < rows.Length; start += width)
        {
            Span<float> row = rows.Slice(start, width);
            float before = TensorPrimitives.Norm<float>(row);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int other = 0; other < start; other += width)
                {
                    ReadOnlySpan<float> unit = rows.Slice(other, width);
                    TensorPrimitives.MultiplyAdd(unit, -TensorPrimitives.Dot(unit, row), row, row);
                }
            }

            float norm = TensorPrimitives.Norm<float>(row);
            if (norm > 1e-6f * before)
            {
                TensorPrimitives.Divide(row, norm, row);
            }
            else
            {
                row.Clear();
            }
        }
    }
}
