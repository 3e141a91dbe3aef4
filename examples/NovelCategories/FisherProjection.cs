using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace NovelCategories;

/// <summary>Linear discriminant analysis: the directions in which the known classes differ most, measured by how much each scatters within.</summary>
/// <remarks>Rows are whitened by the covariance within classes, then turned to the principal axes of the class means. Source: Fisher 1936; Rao 1948 for more than two classes.</remarks>
internal static class FisherProjection
{
    private const double Rounding = 1e-7; // a direction that varies less than this share of the strongest within classes is noise

    /// <summary>Projects rows to at most (classes − 1) values.</summary>
    /// <param name="rows">All rows, of one length.</param>
    /// <param name="labels">The known class of each row, or −1; only rows with one are learned from.</param>
    public static float[][] Apply(float[][] rows, int[] labels)
    {
        int length = rows[0].Length;
        IGrouping<int, float[]>[] classes = [.. rows.Zip(labels).Where(pair => pair.Second >= 0).GroupBy(pair => pair.Second, pair => pair.First)];
        Matrix<double> means = Rows(classes.Select(rowsOfClass => Enumerable.Range(0, length).Select(d => rowsOfClass.Average(row => (double)row[d])).ToArray()));
        Matrix<double> within = Rows(classes.SelectMany((rowsOfClass, c) => rowsOfClass.Select(row => row.Select((value, d) => value - means[c, d]).ToArray())));
        Matrix<double> whitening = Axes(within.TransposeThisAndMultiply(within) / (within.RowCount - classes.Length), length, scaled: true);

        double[] centre = [.. Enumerable.Range(0, length).Select(d => classes.Sum((rowsOfClass) => rowsOfClass.Sum(row => (double)row[d])) / within.RowCount)];
        Matrix<double> between = Rows(classes.Select((rowsOfClass, c) => Enumerable.Range(0, length).Select(d => Math.Sqrt(rowsOfClass.Count()) * (means[c, d] - centre[d])).ToArray())) * whitening;
        Matrix<double> projection = whitening * Axes(between.TransposeThisAndMultiply(between), classes.Length - 1, scaled: false);

        Matrix<double> projected = Rows(rows.Select(row => row.Select((value, d) => value - centre[d]).ToArray())) * projection;
        return [.. projected.EnumerateRows().Select(row => row.Select(value => (float)value).ToArray())];
    }

    /// <summary>The strongest principal axes of a covariance as columns, divided by the deviation along them if wanted.</summary>
    private static Matrix<double> Axes(Matrix<double> covariance, int most, bool scaled)
    {
        Evd<double> parts = covariance.Evd(Symmetricity.Symmetric);
        double[] variances = [.. parts.EigenValues.Select(value => value.Real)];
        int[] kept = [.. Enumerable.Range(0, variances.Length).Where(i => variances[i] > Rounding * variances.Max()).OrderByDescending(i => variances[i]).Take(most)];
        return Matrix<double>.Build.DenseOfColumnVectors(kept.Select(i => scaled ? parts.EigenVectors.Column(i) / Math.Sqrt(variances[i]) : parts.EigenVectors.Column(i)));
    }

    private static Matrix<double> Rows(IEnumerable<double[]> rows) => Matrix<double>.Build.DenseOfRowArrays(rows);
}
