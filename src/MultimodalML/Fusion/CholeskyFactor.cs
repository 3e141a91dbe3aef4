using MultimodalML.Kernels;

namespace MultimodalML.Fusion;

/// <summary>The Cholesky factor of a correlation matrix, and its inverse, by blocks whose work is matrix products.</summary>
/// <remarks>Source: Golub and Van Loan, "Matrix Computations", 4th edition, section 4.2.6 (block, left-looking).</remarks>
internal static class CholeskyFactor
{
    private const int Block = 64;

    /// <summary>L⁻¹ of A = L Lᵀ, lower triangular, row-major; <paramref name="matrix"/> is overwritten.</summary>
    /// <param name="matrix">A, symmetric positive definite, [size, size], row-major.</param>
    /// <param name="size">Rows and columns.</param>
    /// <exception cref="InvalidOperationException">A is not positive definite.</exception>
    public static float[] Inverse(float[] matrix, int size)
    {
        var inverse = new float[size * size];
        var inverseBlock = new float[Block * Block];
        var panel = new float[size * Block];
        for (int start = 0; start < size; start += Block)
        {
            int width = Math.Min(Block, size - start);
            int below = size - start;
            if (start > 0)
            {
                // A[start.., start..+width] −= L[start.., ..start] L[start..+width, ..start]ᵀ
                MatrixProduct.Multiply(below, width, start, matrix.AsSpan(start * size), size, false, matrix.AsSpan(start * size), size, true, panel, width);
                for (int i = 0; i < below; i++)
                {
                    for (int j = 0; j < width; j++)
                    {
                        matrix[((start + i) * size) + start + j] -= panel[(i * width) + j];
                    }
                }
            }

            FactorBlock(matrix, size, start, width, inverseBlock);
            if (below > width)
            {
                // L[below] = A[below] (L⁻¹ of the block)ᵀ
                Span<float> rows = matrix.AsSpan(((start + width) * size) + start);
                MatrixProduct.Multiply(below - width, width, width, rows, size, false, inverseBlock, Block, true, panel, width);
                for (int i = 0; i < below - width; i++)
                {
                    panel.AsSpan(i * width, width).CopyTo(rows[(i * size)..]);
                }
            }

            // inverse[start..+width] = L⁻¹ of the block (I − L[start..+width, ..start] inverse[..start])
            if (start > 0)
            {
                MatrixProduct.Multiply(width, start, start, matrix.AsSpan(start * size), size, false, inverse, size, false, panel, start);
                MatrixProduct.Multiply(width, start, width, inverseBlock, Block, false, panel, start, false, inverse.AsSpan(start * size), size);
                for (int i = 0; i < width; i++)
                {
                    System.Numerics.Tensors.TensorPrimitives.Negate(inverse.AsSpan((start + i) * size, start), inverse.AsSpan((start + i) * size, start));
                }
            }
            for (int i = 0; i < width; i++)
            {
                inverseBlock.AsSpan(i * Block, i + 1).CopyTo(inverse.AsSpan(((start + i) * size) + start));
            }
        }

        return inverse;
    }

    /// <summary>Factors the block on the diagonal and inverts its factor, in double.</summary>
    private static void FactorBlock(float[] matrix, int size, int start, int width, float[] inverseBlock)
    {
        var l = new double[width, width];
        var inverse = new double[width, width];
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[((start + i) * size) + start + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= l[i, k] * l[j, k];
                }
                if (i == j && !(sum > 0))
                {
                    throw new InvalidOperationException($"The matrix is not positive definite: pivot {start + i} is {sum}.");
                }
                l[i, j] = i == j ? Math.Sqrt(sum) : sum / l[j, j];
            }
        }

        Array.Clear(inverseBlock);
        for (int i = 0; i < width; i++)
        {
            inverse[i, i] = 1 / l[i, i];
            for (int j = 0; j < i; j++)
            {
                double sum = 0;
                for (int k = j; k < i; k++)
                {
                    sum -= l[i, k] * inverse[k, j];
                }
                inverse[i, j] = sum / l[i, i];
            }
            for (int j = 0; j <= i; j++)
            {
                inverseBlock[(i * Block) + j] = (float)inverse[i, j];
                matrix[((start + i) * size) + start + j] = (float)l[i, j];
            }
        }
    }
}
