namespace Microsoft.ML.Numerics;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations.</summary>
/// <remarks>Source: Golub and Van Loan, Matrix Computations, section 8.5.</remarks>
internal static class SymmetricEigen
{
    private const int MaximumSweeps = 60;

    /// <summary>Values in descending order; column i of the vectors belongs to value i. The matrix is overwritten.</summary>
    public static (double[] Values, double[,] Vectors) Decompose(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        var vectors = new double[size, size];
        double total = 0;
        for (int i = 0; i < size; i++)
        {
            vectors[i, i] = 1;
            for (int j = 0; j < size; j++)
            {
                total += matrix[i, j] * matrix[i, j];
            }
        }

        for (int sweep = 0; sweep < MaximumSweeps && OffDiagonal(matrix) > 1e-30 * total; sweep++)
        {
            for (int p = 0; p < size; p++)
            {
                for (int q = p + 1; q < size; q++)
                {
                    Rotate(matrix, vectors, p, q);
                }
            }
        }

        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(i => matrix[i, i])];
        var sorted = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                sorted[j, i] = vectors[j, order[i]];
            }
        }
        return ([.. order.Select(i => matrix[i, i])], sorted);
    }

    private static double OffDiagonal(double[,] matrix)
    {
        double sum = 0;
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += 2 * matrix[i, j] * matrix[i, j];
            }
        }
        return sum;
    }

    private static void Rotate(double[,] matrix, double[,] vectors, int p, int q)
    {
        if (matrix[p, q] == 0)
        {
            return;
        }
        double theta = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q]);
        double tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double cosine = 1 / Math.Sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        int size = matrix.GetLength(0);
        for (int i = 0; i < size; i++)
        {
            (matrix[i, p], matrix[i, q]) = (cosine * matrix[i, p] - sine * matrix[i, q], sine * matrix[i, p] + cosine * matrix[i, q]);
        }
        for (int i = 0; i < size; i++)
        {
            (matrix[p, i], matrix[q, i]) = (cosine * matrix[p, i] - sine * matrix[q, i], sine * matrix[p, i] + cosine * matrix[q, i]);
            (vectors[i, p], vectors[i, q]) = (cosine * vectors[i, p] - sine * vectors[i, q], sine * vectors[i, p] + cosine * vectors[i, q]);
        }
    }
}
