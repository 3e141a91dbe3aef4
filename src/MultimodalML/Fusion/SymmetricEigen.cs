namespace MultimodalML.Fusion;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.</summary>
/// <remarks>Source: Golub and Van Loan, "Matrix Computations", 4th edition, section 8.5.</remarks>
internal static class SymmetricEigen
{
    private const int MostSweeps = 30;

    /// <summary>Largest value first; vector i is row i, of length 1.</summary>
    /// <param name="matrix">[size, size], row-major; overwritten.</param>
    /// <param name="size">Rows and columns.</param>
    public static (double[] Values, double[] Vectors) Decompose(double[] matrix, int size)
    {
        var vectors = new double[size * size]; // row i is the i-th vector so far
        for (int i = 0; i < size; i++)
        {
            vectors[(i * size) + i] = 1;
        }

        double all = matrix.Sum(value => value * value);
        for (int sweep = 0; sweep < MostSweeps && OffDiagonal(matrix, size) > 1e-20 * all; sweep++)
        {
            for (int p = 0; p < size; p++)
            {
                for (int q = p + 1; q < size; q++)
                {
                    Rotate(matrix, vectors, size, p, q);
                }
            }
        }

        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(i => matrix[(i * size) + i])];
        return ([.. order.Select(i => matrix[(i * size) + i])], [.. order.SelectMany(i => vectors.AsSpan(i * size, size).ToArray())]);
    }

    private static void Rotate(double[] a, double[] vectors, int size, int p, int q)
    {
        double off = a[(p * size) + q];
        if (off == 0)
        {
            return;
        }

        double theta = (a[(q * size) + q] - a[(p * size) + p]) / (2 * off);
        double t = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1), s = t * c;
        Turn(a.AsSpan(p * size, size), a.AsSpan(q * size, size), c, s);
        for (int k = 0; k < size; k++)
        {
            (double x, double y) = (a[(k * size) + p], a[(k * size) + q]);
            (a[(k * size) + p], a[(k * size) + q]) = ((c * x) - (s * y), (s * x) + (c * y));
        }
        Turn(vectors.AsSpan(p * size, size), vectors.AsSpan(q * size, size), c, s);
    }

    private static void Turn(Span<double> first, Span<double> second, double c, double s)
    {
        for (int k = 0; k < first.Length; k++)
        {
            (double x, double y) = (first[k], second[k]);
            (first[k], second[k]) = ((c * x) - (s * y), (s * x) + (c * y));
        }
    }

    private static double OffDiagonal(double[] a, int size)
    {
        double sum = 0;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += 2 * a[(i * size) + j] * a[(i * size) + j];
            }
        }
        return sum;
    }
}
