using MultimodalML.Fusion;

namespace MultimodalML.Tests.Fusion;

public class PrincipalDirectionsTests
{
    private const int Width = 30, Count = 400;

    [Fact]
    public void Decompose_RandomMatrix_GivesItsEigenvectors()
    {
        float[] rows = Values.Normal(new Random(1), Count * Width);
        double[] matrix = Covariance(rows);
        (double[] values, double[] vectors) = SymmetricEigen.Decompose([.. matrix], Width);

        Assert.Equal(values.OrderDescending(), values);
        for (int i = 0; i < Width; i++)
        {
            double[] vector = vectors[(i * Width)..((i + 1) * Width)];
            for (int r = 0; r < Width; r++)
            {
                Assert.Equal(values[i] * vector[r], Values.Dot(matrix[(r * Width)..((r + 1) * Width)], vector), tolerance: 1e-9);
            }
            for (int j = 0; j <= i; j++)
            {
                Assert.Equal(i == j ? 1 : 0, Values.Dot(vector, vectors[(j * Width)..((j + 1) * Width)]), tolerance: 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(Width)]
    public void Find_ScatterOfManySizes_AgreesWithTheEigenvectors(int wanted)
    {
        float[] rows = Values.Normal(new Random(2), Count * Width);
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] *= 1 + (i % Width * 0.3f); // of very different size along the axes
        }
        (double[] values, double[] vectors) = SymmetricEigen.Decompose(Covariance(rows), Width);

        (float[] directions, float[] variances) = PrincipalDirections.Find(rows, Width, wanted, new PortableRandom(1));

        Assert.Equal(wanted * Width, directions.Length);
        for (int i = 0; i < wanted; i++)
        {
            Assert.Equal(values[i], variances[i], tolerance: 0.01 * values[i]);
            double along = directions[(i * Width)..((i + 1) * Width)].Zip(vectors[(i * Width)..], (x, y) => x * y).Sum();
            Assert.True(Math.Abs(along) > 0.98 || i > 3, $"direction {i} has cosine {along} with the eigenvector");
        }
    }

    [Fact]
    public void Find_FewerRowsThanDirections_GivesZerosForTheRest()
    {
        float[] rows = Values.Normal(new Random(3), 2 * Width);
        (float[] directions, float[] variances) = PrincipalDirections.Find(rows, Width, 6, new PortableRandom(1));
        Assert.All(directions, value => Assert.True(float.IsFinite(value)));
        Assert.All(variances[2..], variance => Assert.Equal(0, variance, tolerance: 1e-4f));
    }

    private static double[] Covariance(float[] rows)
    {
        var matrix = new double[Width * Width];
        for (int row = 0; row < Count; row++)
        {
            for (int i = 0; i < Width; i++)
            {
                for (int j = 0; j < Width; j++)
                {
                    matrix[(i * Width) + j] += (double)rows[(row * Width) + i] * rows[(row * Width) + j] / Count;
                }
            }
        }
        return matrix;
    }
}
