using MultimodalML.Kernels;

namespace MultimodalML.Fusion;

/// <summary>The linear map behind which rows scatter alike in all directions: D⁻¹ L⁻ᵀ, with S their covariance, D² its diagonal and (1 − a) D⁻¹SD⁻¹ + aI = LLᵀ.</summary>
/// <remarks>Source: a shrunken correlation matrix, Friedman 1989, "Regularized Discriminant Analysis".</remarks>
internal static class Whitening
{
    private const double Floor = 1e-3; // added to deviations: a value that never varies must not be blown up

    /// <summary>[width, width], row-major.</summary>
    /// <param name="residuals">[rows, width], row-major: each without the mean of its class.</param>
    /// <param name="width">Values of a row.</param>
    /// <param name="freedom">Rows − classes, at least 1.</param>
    /// <param name="shrinkage">a, above 0, at most 1.</param>
    public static float[] Learn(ReadOnlySpan<float> residuals, int width, int freedom, double shrinkage)
    {
        var matrix = new float[width * width];
        MatrixProduct.Multiply(width, width, residuals.Length / width, residuals, width, true, residuals, width, false, matrix, width);
        double[] deviation = [.. Enumerable.Range(0, width).Select(i => Math.Sqrt(matrix[(i * width) + i] / freedom) + Floor)];
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < width; j++)
            {
                double correlation = matrix[(i * width) + j] / freedom / (deviation[i] * deviation[j]);
                matrix[(i * width) + j] = (float)(((1 - shrinkage) * correlation) + (i == j ? shrinkage : 0));
            }
        }

        float[] inverse = CholeskyFactor.Inverse(matrix, width);
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < width; j++)
            {
                matrix[(i * width) + j] = (float)(inverse[(j * width) + i] / deviation[i]); // D⁻¹ L⁻ᵀ
            }
        }
        return matrix;
    }
}
