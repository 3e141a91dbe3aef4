namespace MultimodalML.Kernels.Tests;

public class WeightGradientTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 3)]
    [InlineData(300, 64, 6)] // fewer inputs than a vector holds
    [InlineData(512, 64, 64)] // parts of the rows
    [InlineData(1025, 33, 20)]
    [InlineData(40, 200, 190)] // too large for parts
    [InlineData(0, 4, 5)]
    [InlineData(3, 0, 5)]
    [InlineData(3, 4, 0)]
    public void Compute_AnyShape_AgreesWithNaive(int rows, int outputs, int inputs)
    {
        float[] gradient = TestValues.Draw(1, rows * outputs), input = TestValues.Draw(2, rows * inputs);
        float[] weight = Unwritten(outputs * inputs), bias = Unwritten(outputs), alone = Unwritten(outputs * inputs);
        WeightGradient.Compute(rows, outputs, inputs, gradient, input, weight, bias);
        WeightGradient.Compute(rows, outputs, inputs, gradient, input, alone, default);
        double tolerance = 1e-6 * (rows + 1);
        for (int j = 0; j < outputs; j++)
        {
            Assert.Equal(Enumerable.Range(0, rows).Sum(r => (double)gradient[(r * outputs) + j]), bias[j], tolerance);
            for (int i = 0; i < inputs; i++)
            {
                double expected = Enumerable.Range(0, rows).Sum(r => (double)gradient[(r * outputs) + j] * input[(r * inputs) + i]);
                Assert.Equal(expected, weight[(j * inputs) + i], tolerance);
            }
        }
        Assert.Equal(weight, alone);
    }

    [Fact]
    public void Compute_OneThreadOrMore_GivesEqualBits()
    {
        float[] gradient = TestValues.Draw(1, 600 * 48), input = TestValues.Draw(2, 600 * 40), one = new float[48 * 40], all = new float[48 * 40], bias = new float[48];
        int threads = Parallelism.ThreadCount;
        try
        {
            Parallelism.ThreadCount = 1;
            WeightGradient.Compute(600, 48, 40, gradient, input, one, bias);
        }
        finally
        {
            Parallelism.ThreadCount = threads;
        }
        WeightGradient.Compute(600, 48, 40, gradient, input, all, bias);
        Assert.Equal(one, all);
    }

    [Fact]
    public void Compute_ShortSpan_Throws()
    {
        float[] five = new float[5], six = new float[6];
        Assert.Throws<ArgumentException>(() => WeightGradient.Compute(2, 3, 3, five, six, new float[9], default));
        Assert.Throws<ArgumentException>(() => WeightGradient.Compute(2, 3, 3, six, five, new float[9], default));
        Assert.Throws<ArgumentException>(() => WeightGradient.Compute(2, 3, 3, six, six, new float[8], default));
        Assert.Throws<ArgumentException>(() => WeightGradient.Compute(2, 3, 3, six, six, new float[9], new float[2]));
    }

    private static float[] Unwritten(int length) => [.. Enumerable.Repeat(float.NaN, length)];
}
