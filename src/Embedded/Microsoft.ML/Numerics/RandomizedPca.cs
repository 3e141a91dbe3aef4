using System.Numerics.Tensors;

namespace Microsoft.ML.Numerics;

/// <summary>The leading eigenvectors of a covariance matrix that is only reached by products with vectors.</summary>
/// <remarks>Source: Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 2011, algorithm 5.3.</remarks>
internal static class RandomizedPca
{
    private const double SmallestEigenvalue = 1e-6;

    /// <summary>Unit eigenvectors, those of the largest eigenvalues first.</summary>
    /// <param name="dimension">Length of the vectors.</param>
    /// <param name="rank">Eigenvectors wanted.</param>
    /// <param name="overSampling">Random directions beyond the rank.</param>
    /// <param name="random">Draws the directions.</param>
    /// <param name="multiply">Multiplies each vector by the covariance matrix: one pass over the data.</param>
    public static float[][] Eigenvectors(int dimension, int rank, int overSampling, Random random, Func<double[][], double[][]> multiply)
    {
        int samples = Math.Min(rank + overSampling, dimension);
        double[][] directions = [.. Enumerable.Range(0, samples).Select(_ => Gaussian(dimension, random))];
        double[][] basis = multiply(directions);
        Orthonormalize(basis);
        double[][] images = multiply(basis);
        var products = new double[samples, samples]; // BᵀB, whose eigenvalues are those of the covariance squared
        for (int i = 0; i < samples; i++)
        {
            for (int j = i; j < samples; j++)
            {
                products[i, j] = products[j, i] = TensorPrimitives.Dot<double>(images[i], images[j]);
            }
        }

        (double[] squares, double[,] vectors) = SymmetricEigen.Decompose(products);
        var result = new float[Math.Min(rank, samples)][];
        for (int i = 0; i < result.Length; i++)
        {
            var sum = new double[dimension];
            for (int j = 0; j < samples; j++)
            {
                TensorPrimitives.MultiplyAdd<double>(images[j], vectors[j, i], sum, sum);
            }
            double scale = 1 / (SmallestEigenvalue + Math.Sqrt(Math.Max(0, squares[i])));
            result[i] = [.. sum.Select(value => (float)(scale * value))];
        }
        return result;
    }

    private static double[] Gaussian(int length, Random random)
    {
        var values = new double[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }
        return values;
    }

    // Modified Gram-Schmidt; a vector that depends on those before it becomes zero.
    private static void Orthonormalize(double[][] vectors)
    {
        for (int i = 0; i < vectors.Length; i++)
        {
            double before = TensorPrimitives.Norm<double>(vectors[i]);
            for (int j = 0; j < i; j++)
            {
                TensorPrimitives.MultiplyAdd<double>(vectors[j], -TensorPrimitives.Dot<double>(vectors[j], vectors[i]), vectors[i], vectors[i]);
            }
            double norm = TensorPrimitives.Norm<double>(vectors[i]);
            TensorPrimitives.Multiply<double>(vectors[i], norm > 1e-12 * before ? 1 / norm : 0, vectors[i]);
        }
    }
}
