namespace MultimodalML.Kernels.Tests;

public class WeightGradientTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 3)]
    [InlineData(300, 64, 6)] // fewer inputs than a vector holds
    [InlineData(512, 64, 64)]
    [InlineData(40, 200, 190)]
    [InlineData(0, 4, 5)]
    [InlineData(3, 0, 5)]
    [InlineData(3, 4, 0)]
    public void Compute_AnyShape_AgreesWithNaive(int rows, int outputs, int inputs)
    {
        const int Gap = 3;
        float[] gradient = TestValues.Draw(1, rows * (outputs + Gap)), input = TestValues.Draw(2, rows * (inputs + Gap));
        float[] weight = [.. Enumerable.Repeat(float.NaN, outputs * inputs)];
        WeightGradient.Compute(rows, outputs, inputs, gradient, outputs + Gap, input, inputs + Gap, weight);
        for (int j = 0; j < outputs; j++)
        {
            for (int i = 0; i < inputs; i++)
            {
                double expected = Enumerable.Range(0, rows).Sum(r => (double)gradient[(r * (outputs + Gap)) + j] * input[(r * (inputs + Gap)) + i]);
                Assert.Equal(expected, weight[(j * inputs) + i], 1e-6 * (rows + 1));
            }
        }
    }

    [Fact]
    public void Compute_ShortSpan_Throws()
    {
        float[] five = new float[5], six = new float[6];
        Assert.Throws<ArgumentException>(() => WeightGradient.Compute(2, 3, 3, five, 3, six, 3, new float[9]));
        Assert.Throws<ArgumentException>(() => WeightGradient.Compute(2, 3, 3, six, 3, five, 3, new float[9]));
        Assert.Throws<ArgumentException>(() => WeightGradient.Compute(2, 3, 3, six, 3, six, 3, new float[8]));
    }
}
