using MultimodalML.Fusion;

namespace MultimodalML.Tests.Fusion;

public class CholeskyFactorTests
{
    [Fact] // [4 2; 2 10] = L Lᵀ with L = [2 0; 1 3], so L⁻¹ = [1/2 0; −1/6 1/3]
    public void Inverse_TwoByTwo_IsHandWorkedValue() =>
        Assert.Equal([0.5f, 0, -1 / 6f, 1 / 3f], CholeskyFactor.Inverse([4, 2, 2, 10], 2), (a, b) => Math.Abs(a - b) < 1e-6);

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(150)]
    public void Inverse_RandomCovariance_WhitensIt(int size)
    {
        float[] matrix = Covariance(size);
        float[] inverse = CholeskyFactor.Inverse([.. matrix], size);
        var half = new double[size, size]; // L⁻¹ A
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                for (int k = 0; k <= i; k++)
                {
                    half[i, j] += (double)inverse[(i * size) + k] * matrix[(k * size) + j];
                }
                Assert.True(j <= i || inverse[(i * size) + j] == 0, "The inverse of a lower triangle is one.");
            }
        }

        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                double sum = 0;
                for (int k = 0; k <= j; k++)
                {
                    sum += half[i, k] * inverse[(j * size) + k];
                }
                Assert.Equal(i == j ? 1 : 0, sum, tolerance: 1e-5);
            }
        }
    }

    [Fact]
    public void Inverse_NotPositiveDefinite_NamesThePivot()
    {
        var error = Assert.Throws<InvalidOperationException>(() => CholeskyFactor.Inverse([1, 2, 2, 1], 2));
        Assert.Contains("pivot 1", error.Message, StringComparison.Ordinal);
    }

    private static float[] Covariance(int size)
    {
        float[] x = Values.Normal(new Random(size), 2 * size * size);
        var matrix = new float[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                double sum = i == j ? 0.3 : 0;
                for (int k = 0; k < 2 * size; k++)
                {
                    sum += (double)x[(k * size) + i] * x[(k * size) + j] / (2 * size);
                }
                matrix[(i * size) + j] = (float)sum;
            }
        }
        return matrix;
    }
}
