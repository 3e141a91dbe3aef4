namespace MultimodalML.Kernels.Tests;

public class PairwiseSimilarityTests
{
    [Theory]
    [InlineData(0, 3, 4)]
    [InlineData(3, 0, 4)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 17, 0)]
    [InlineData(5, 33, 19)]
    [InlineData(60, 100, 64)]
    [InlineData(1, 1000, 67)]
    public void All_AnyShape_AgreeWithNaive(int m, int n, int length)
    {
        float[] a = TestValues.Draw(m, m * length), b = TestValues.Draw(100 + n, n * length);
        float[] products = new float[m * n], cosines = new float[m * n], distances = new float[m * n];
        PairwiseSimilarity.InnerProduct(m, n, length, a, b, products);
        PairwiseSimilarity.Cosine(m, n, length, a, b, cosines);
        PairwiseSimilarity.SquaredEuclidean(m, n, length, a, b, distances);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double product = 0, squareA = 0, squareB = 0, distance = 0;
                for (int p = 0; p < length; p++)
                {
                    double x = a[(i * length) + p], y = b[(j * length) + p];
                    product += x * y;
                    squareA += x * x;
                    squareB += y * y;
                    distance += (x - y) * (x - y);
                }
                int at = (i * n) + j;
                Assert.Equal(product, products[at], tolerance: 1e-5);
                Assert.Equal(length == 0 ? 0 : product / Math.Sqrt(squareA * squareB), cosines[at], tolerance: 1e-5);
                Assert.Equal(distance, distances[at], tolerance: 1e-5 * (1 + squareA + squareB));
            }
        }
    }

    [Fact]
    public void Cosine_ZeroRow_IsZero()
    {
        float[] result = new float[2];
        PairwiseSimilarity.Cosine(1, 2, 2, [0, 0], [1, 2, 0, 0], result);
        Assert.Equal([0, 0], result);
    }

    [Fact]
    public void SquaredEuclidean_SameRow_IsNeverNegative()
    {
        float[] a = TestValues.Draw(7, 40 * 33, scale: 1000), result = new float[40 * 40];
        PairwiseSimilarity.SquaredEuclidean(40, 40, 33, a, a, result);
        Assert.All(result, d => Assert.True(d >= 0));
    }

    [Fact]
    public void SquaredEuclidean_NaN_SpoilsItsRowOnly()
    {
        float[] result = new float[4];
        PairwiseSimilarity.SquaredEuclidean(2, 2, 2, [float.NaN, 0, 1, 1], [1, 1, 2, 1], result);
        Assert.Equal([float.NaN, float.NaN, 0, 1], result);
    }

    [Fact]
    public void Any_ShortSpan_Throws()
    {
        Assert.Throws<ArgumentException>(() => PairwiseSimilarity.Cosine(2, 2, 2, new float[3], new float[4], new float[4]));
        Assert.Throws<ArgumentException>(() => PairwiseSimilarity.SquaredEuclidean(2, 2, 2, new float[4], new float[4], new float[3]));
    }
}
