namespace MultimodalML.Kernels.Tests;

public class ExponentialTests
{
    [Fact]
    public void OfShifted_WholeRange_AgreesWithinTwoUnits()
    {
        float[] x = [.. Enumerable.Range(0, 40_001).Select(i => -110f + (i * 0.005f))], y = new float[x.Length];
        Exponential.OfShifted(x, 0, y);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = Math.Exp(x[i]);
            if (expected > float.MaxValue)
            {
                Assert.Equal(float.PositiveInfinity, y[i]);
            }
            else
            {
                Assert.InRange(Math.Abs(y[i] - expected), 0, 2 * (MathF.BitIncrement((float)expected) - (double)(float)expected));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(100)]
    public void OfShifted_AnyLength_ShiftsAndSums(int length)
    {
        float[] x = TestValues.Draw(length, length, scale: 5), y = new float[length];
        float sum = Exponential.OfShifted(x, 2, y);
        double expected = x.Sum(v => Math.Exp(v - 2));
        Assert.Equal(expected, sum, tolerance: 1e-6 * (1 + expected));
        Assert.All(y.Zip(x), pair => Assert.Equal(Math.Exp(pair.Second - 2), pair.First, tolerance: 1e-6 * Math.Exp(pair.Second - 2) + 1e-9));
    }

    [Fact]
    public void OfShifted_NotFinite_IsDefined()
    {
        float[] y = new float[5];
        Exponential.OfShifted([float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f, -1e30f], 0, y);
        Assert.Equal([float.NaN, float.PositiveInfinity, 0, float.PositiveInfinity, 0], y);
        Assert.Throws<ArgumentException>(() => Exponential.OfShifted(y, 0, new float[4]));
    }
}
