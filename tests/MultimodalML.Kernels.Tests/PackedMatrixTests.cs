namespace MultimodalML.Kernels.Tests;

public class PackedMatrixTests
{
    [Theory]
    [InlineData(1, 1, 1, false)]
    [InlineData(5, 19, 7, true)]
    [InlineData(64, 64, 64, true)]
    [InlineData(70, 100, 500, false)]
    [InlineData(3, 129, 30, true)]
    [InlineData(9, 5, 0, false)]
    [InlineData(0, 5, 3, false)]
    public void Multiply_AnyShape_AgreesWithNaive(int m, int n, int k, bool transpose)
    {
        float[] a = TestValues.Draw(1, m * k), b = TestValues.Draw(2, k * n), bias = TestValues.Draw(3, n), c = new float[m * n];
        var packed = new PackedMatrix(k, n, b, transpose);
        packed.Multiply(m, a, k, c, n, bias: bias, activation: Activation.Relu);
        packed.Multiply(m, a, k, c, n, accumulate: true);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = Enumerable.Range(0, k).Sum(p => (double)a[(i * k) + p] * b[transpose ? (j * k) + p : (p * n) + j]);
                Assert.Equal(Math.Max(0, sum + bias[j]) + sum, c[(i * n) + j], tolerance: 1e-6 * (2 + k));
            }
        }
    }

    [Theory]
    [InlineData((int)Activation.Relu, 67, 500)]
    [InlineData((int)Activation.Relu, 64, 64)]
    [InlineData((int)Activation.None, 150, 30)]
    [InlineData((int)Activation.None, 5, 9)]
    [InlineData((int)Activation.Tanh, 67, 500)]
    [InlineData((int)Activation.Sigmoid, 67, 500)]
    public void Multiply_RowAloneOrAmongOthers_GivesTheSameBits(int activation, int n, int k)
    {
        const int m = 300;
        float[] a = TestValues.Draw(1, m * k), bias = TestValues.Draw(3, n), together = new float[m * n], alone = new float[n];
        var packed = new PackedMatrix(k, n, TestValues.Draw(2, k * n), transpose: true);
        packed.Multiply(m, a, k, together, n, bias: bias, activation: (Activation)activation);
        for (int i = 0; i < m; i++)
        {
            packed.Multiply(1, a.AsSpan(i * k), k, alone, n, bias: bias, activation: (Activation)activation);
            Assert.Equal(together.AsSpan(i * n, n).ToArray(), alone);
        }
    }

    [Fact]
    public void Any_BadSizes_Throws()
    {
        Assert.Throws<ArgumentException>(() => new PackedMatrix(2, 3, new float[5], transpose: false));
        var packed = new PackedMatrix(2, 3, new float[6], transpose: false);
        Assert.Equal((2, 3), (packed.Rows, packed.Columns));
        Assert.Throws<ArgumentException>(() => packed.Multiply(2, new float[3], 2, new float[6], 3));
        Assert.Throws<ArgumentException>(() => packed.Multiply(2, new float[4], 2, new float[5], 3));
        Assert.Throws<ArgumentException>(() => packed.Multiply(2, new float[4], 2, new float[6], 3, bias: new float[2]));
    }
}
