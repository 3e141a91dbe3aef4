using MultimodalML.Fusion;

namespace MultimodalML.Tests.Fusion;

public class WhiteningTests
{
    private const int Width = 4, Count = 50;

    private static readonly float[] s_rows = Values.Normal(new Random(1), Count * Width);

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Covariance_SomeRowsWithoutLabel_MixesThemIntoTheTotalAlone(double share)
    {
        int[] labels = [.. Enumerable.Range(0, Count).Select(row => row % 4 == 0 ? -1 : row % 3)];
        int[] labelled = [.. Enumerable.Range(0, Count).Where(row => labels[row] >= 0)];
        float[] covariance = Whitening.Covariance(s_rows, Width, labels, share);
        for (int i = 0; i < Width; i++)
        {
            for (int j = 0; j < Width; j++)
            {
                double within = labelled.GroupBy(row => labels[row]).Sum(rows => Products([.. rows], i, j)) / (labelled.Length - 3);
                double total = Products([.. Enumerable.Range(0, Count)], i, j) / (Count - 1);
                Assert.Equal(((1 - share) * within) + (share * total), covariance[(i * Width) + j], tolerance: 1e-5);
            }
        }
    }

    [Fact]
    public void Covariance_NoLabels_IsTheTotal() =>
        Assert.Equal(Whitening.Covariance(s_rows, Width, new int[Count]), Whitening.Covariance(s_rows, Width, [.. Enumerable.Repeat(-1, Count)], 0.5), (a, b) => Math.Abs(a - b) < 1e-6);

    [Fact] // a dimension that is constant in the known classes and varies in the others is neither lost nor blown up
    public void Learn_ConstantInKnownClasses_TakesTheTotalDeviation()
    {
        float[] rows = [.. Enumerable.Range(0, 40).Select(row => row < 20 ? 3f : row)];
        int[] labels = [.. Enumerable.Range(0, 40).Select(row => row < 20 ? row % 2 : -1)];
        float factor = ModalityScaling.Learn([.. rows], 1, labels, totalShare: 0.04).Factors[0];
        double mean = rows.Average(), deviation = Math.Sqrt(rows.Average(value => Math.Pow(value - mean, 2)));
        Assert.InRange(factor * deviation, 2, 5.01); // √0.04 = a fifth of the deviation; the values are bent first, if lopsided
    }

    private static double Products(int[] rows, int i, int j)
    {
        (double a, double b) = (rows.Average(row => (double)s_rows[(row * Width) + i]), rows.Average(row => (double)s_rows[(row * Width) + j]));
        return rows.Sum(row => (s_rows[(row * Width) + i] - a) * (s_rows[(row * Width) + j] - b));
    }
}
