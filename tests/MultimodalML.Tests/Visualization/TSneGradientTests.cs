using MultimodalML.Visualization;

namespace MultimodalML.Tests.Visualization;

public class TSneGradientTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(37)]
    [InlineData(120)]
    public void Compute_Exact_AgreesWithDifferences(int count)
    {
        (TSneAffinities affinities, double[] x, double[] y) = Layout(count);
        var gradient = new TSneGradient(affinities, theta: null);
        double[] gradientX = new double[count], gradientY = new double[count];
        gradient.Compute(x, y, exaggeration: 1, gradientX, gradientY);
        const double Step = 1e-5;
        for (int i = 0; i < count; i += Math.Max(1, count / 10))
        {
            foreach ((double[] axis, double actual) in new[] { (x, gradientX[i]), (y, gradientY[i]) })
            {
                double at = axis[i];
                axis[i] = at + Step;
                double above = gradient.Divergence(x, y);
                axis[i] = at - Step;
                double below = gradient.Divergence(x, y);
                axis[i] = at;
                Assert.Equal((above - below) / (2 * Step), actual, tolerance: 1e-7);
            }
        }
    }

    [Theory]
    [InlineData(0.0, 1e-12)]
    [InlineData(0.5, 0.05)]
    public void Compute_BarnesHut_AgreesWithExact(double theta, double tolerance)
    {
        (TSneAffinities affinities, double[] x, double[] y) = Layout(400);
        (x[7], y[7]) = (x[8], y[8]); // two points at one place
        double[] exactX = new double[400], exactY = new double[400], treeX = new double[400], treeY = new double[400];
        new TSneGradient(affinities, theta: null).Compute(x, y, 1, exactX, exactY);
        new TSneGradient(affinities, theta).Compute(x, y, 1, treeX, treeY);
        double size = Math.Sqrt(exactX.Concat(exactY).Average(v => v * v));
        double error = Math.Sqrt(exactX.Concat(exactY).Zip(treeX.Concat(treeY), (e, t) => (e - t) * (e - t)).Average());
        Assert.InRange(error, 0, tolerance * size);
    }

    [Fact]
    public void Affinities_SumToOneAndAreSymmetric()
    {
        (TSneAffinities affinities, _, _) = Layout(90);
        Assert.Equal(1, affinities.Values.Sum(), tolerance: 1e-9);
        var all = new Dictionary<(int, int), double>();
        for (int i = 0; i < 90; i++)
        {
            for (int entry = affinities.Starts[i]; entry < affinities.Starts[i + 1]; entry++)
            {
                all.Add((i, affinities.Neighbours[entry]), affinities.Values[entry]);
            }
        }
        Assert.All(all, entry => Assert.Equal(entry.Value, all[(entry.Key.Item2, entry.Key.Item1)], tolerance: 1e-15));
        Assert.DoesNotContain(all.Keys, key => key.Item1 == key.Item2);
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(10.0)]
    [InlineData(29.0)]
    public void FitWidth_Entropy_IsThePerplexitys(double perplexity)
    {
        var random = new Random(4);
        double[] weights = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())];
        TSneAffinities.FitWidth(weights, perplexity);
        Assert.Equal(1, weights.Sum(), tolerance: 1e-12);
        Assert.Equal(perplexity, Math.Exp(-weights.Sum(w => w * Math.Log(w))), tolerance: 1e-4);
    }

    [Fact]
    public void FitWidth_EqualDistances_IsUniform()
    {
        double[] weights = [4, 4, 4, 4];
        TSneAffinities.FitWidth(weights, 2);
        Assert.All(weights, w => Assert.Equal(0.25, w, tolerance: 1e-12));
    }

    private static (TSneAffinities Affinities, double[] X, double[] Y) Layout(int count)
    {
        var random = new Random(count);
        float[] vectors = [.. Enumerable.Range(0, count * 4).Select(_ => random.NextSingle())];
        double[] x = [.. Enumerable.Range(0, count).Select(_ => 6 * random.NextDouble())], y = [.. x.Select(_ => 6 * random.NextDouble())];
        return (TSneAffinities.FromVectors(vectors, 4, perplexity: 10), x, y);
    }
}
