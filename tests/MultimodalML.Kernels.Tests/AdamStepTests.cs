namespace MultimodalML.Kernels.Tests;

public class AdamStepTests
{
    [Theory]
    [InlineData(0, false, 0.0)]
    [InlineData(1, false, 0.1)]
    [InlineData(7, true, 0.1)]
    [InlineData(8, false, 0.0)]
    [InlineData(16, true, 0.0)]
    [InlineData(33, true, 0.1)]
    [InlineData(100, false, 0.1)]
    public void Apply_FewSteps_AgreesWithFormula(int length, bool decoupled, double decay)
    {
        float[] weights = TestValues.Draw(1, length), m = new float[length], v = new float[length];
        double[] w2 = [.. weights.Select(w => (double)w)], m2 = new double[length], v2 = new double[length];
        for (int step = 1; step <= 4; step++)
        {
            float[] gradient = TestValues.Draw(10 + step, length);
            new AdamStep { LearningRate = 0.01f, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8f, WeightDecay = (float)decay, Decoupled = decoupled, Step = step }
                .Apply(weights, gradient, m, v);
            for (int i = 0; i < length; i++)
            {
                double g = gradient[i] + (decoupled ? 0 : decay * w2[i]);
                w2[i] *= decoupled ? 1 - (0.01 * decay) : 1;
                m2[i] = (0.9 * m2[i]) + (0.1 * g);
                v2[i] = (0.999 * v2[i]) + (0.001 * g * g);
                w2[i] -= 0.01 * (m2[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(v2[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
                Assert.Equal(w2[i], weights[i], tolerance: 2e-6);
            }
        }
    }

    [Fact]
    public void Apply_LengthsDiffer_Throws()
    {
        var step = new AdamStep { LearningRate = 0.01f, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8f, Step = 1 };
        Assert.Contains("3, 2, 3 and 3", Assert.Throws<ArgumentException>(() => step.Apply(new float[3], new float[2], new float[3], new float[3])).Message, StringComparison.Ordinal);
    }
}
