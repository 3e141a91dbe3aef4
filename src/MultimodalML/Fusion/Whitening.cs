using System.Numerics.Tensors;
using MultimodalML.Kernels;

namespace MultimodalML.Fusion;

/// <summary>The linear map behind which rows scatter alike in all directions: D⁻¹ L⁻ᵀ, with S their covariance, D² its diagonal and (1 − a) D⁻¹SD⁻¹ + aI = LLᵀ.</summary>
/// <remarks>Source: a shrunken correlation matrix, Friedman 1989, "Regularized Discriminant Analysis".</remarks>
internal static class Whitening
{
    private const double Floor = 1e-3; // added to deviations: a value that never varies must not be blown up

    /// <summary>Covariance of rows within classes, [width, width]: S, or (1 − s) S + s T with T the covariance of all rows.</summary>
    /// <param name="rows">[rows, width], row-major.</param>
    /// <param name="width">Values of a row.</param>
    /// <param name="labels">A class a row; rows below 0 have none and count in T alone, unless all have none: then they are one class.</param>
    /// <param name="totalShare">s, 0 up to, not including, 1.</param>
    public static float[] Covariance(ReadOnlySpan<float> rows, int width, int[] labels, double totalShare = 0)
    {
        int[] labelled = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] >= 0)];
        labelled = labelled.Length == 0 ? [.. Enumerable.Range(0, labels.Length)] : labelled;
        var residuals = new float[labelled.Length * width];
        for (int i = 0; i < labelled.Length; i++)
        {
            rows.Slice(labelled[i] * width, width).CopyTo(residuals.AsSpan(i * width));
        }

        float[] covariance = Scatter(residuals, width, [.. labelled.Select(row => labels[row])]);
        if (totalShare > 0)
        {
            float[] total = Scatter(rows.ToArray(), width, new int[labels.Length]);
            TensorPrimitives.Multiply(covariance, (float)(1 - totalShare), covariance);
            TensorPrimitives.MultiplyAdd(total, (float)totalShare, covariance, covariance);
        }
        return covariance;
    }

    /// <summary>The map, [width, width], row-major.</summary>
    /// <param name="covariance">S, [width, width]; overwritten.</param>
    /// <param name="width">Values of a row.</param>
    /// <param name="shrinkage">a, above 0, at most 1.</param>
    public static float[] Map(float[] covariance, int width, double shrinkage)
    {
        double[] deviation = [.. Enumerable.Range(0, width).Select(i => Math.Sqrt(covariance[(i * width) + i]) + Floor)];
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < width; j++)
            {
                double correlation = covariance[(i * width) + j] / (deviation[i] * deviation[j]);
                covariance[(i * width) + j] = (float)(((1 - shrinkage) * correlation) + (i == j ? shrinkage : 0));
            }
        }

        float[] inverse = CholeskyFactor.Inverse(covariance, width);
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < width; j++)
            {
                covariance[(i * width) + j] = (float)(inverse[(j * width) + i] / deviation[i]); // D⁻¹ L⁻ᵀ
            }
        }
        return covariance;
    }

    private static float[] Scatter(float[] rows, int width, int[] labels)
    {
        int freedom = Math.Max(ClassMeans.Subtract(rows, width, labels), 1);
        var matrix = new float[width * width];
        MatrixProduct.Multiply(width, width, labels.Length, rows, width, true, rows, width, false, matrix, width);
        TensorPrimitives.Divide(matrix, freedom, matrix);
        return matrix;
    }
}
