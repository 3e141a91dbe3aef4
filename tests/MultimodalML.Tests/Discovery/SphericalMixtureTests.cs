using MultimodalML.Data;
using MultimodalML.Discovery;

namespace MultimodalML.Tests.Discovery;

public class SphericalMixtureTests
{
    private const int Count = 60, Length = 3, Components = 4;
    private const double Variance = 0.4, GivenWeight = 0.1;

    private static readonly float[] s_points = Values.Normal(new Random(1), Count * Length);
    private static readonly float[] s_centres = Values.Normal(new Random(2), Components * Length);
    private static readonly int[] s_given = [.. Enumerable.Range(0, Count).Select(row => row % 5 == 0 ? row / 5 % Components : ModalityBatch.NoLabel)];

    [Fact]
    public void Fit_RandomPoints_AgreesWithTheFormulas()
    {
        SphericalMixture mixture = SphericalMixture.Fit(s_points, Length, s_given, s_centres, Variance);
        (double[][] centres, double[] shares) = Naive();

        (float[] weights, float[] bias) = mixture.Logits();
        for (int c = 0; c < Components; c++)
        {
            for (int d = 0; d < Length; d++)
            {
                Assert.Equal(centres[c][d], mixture.Centres[(c * Length) + d], tolerance: 1e-3);
                Assert.Equal(centres[c][d] / Variance, weights[(d * Components) + c], tolerance: 1e-2);
            }
            Assert.Equal(Math.Log(shares[c]) - (Values.Dot(centres[c], centres[c]) / (2 * Variance)), bias[c], tolerance: 1e-2);
        }
        Assert.Equal(
            Enumerable.Range(0, Count).Select(row => Enumerable.Range(0, Components).MaxBy(c => Math.Log(shares[c]) - (Values.SquaredDistance(Point(row), centres[c]) / (2 * Variance)))),
            mixture.Assign(s_points));
    }

    [Fact] // 90 rows around −1 and 10 around 1: a row between them is of the larger group
    public void Fit_GroupsOfUnequalSize_MovesTheBorder()
    {
        float[] noise = Values.Normal(new Random(3), 100);
        float[] points = [.. noise.Select((value, i) => (0.3f * value) + (i < 90 ? -1 : 1))];
        SphericalMixture mixture = SphericalMixture.Fit(points, 1, [.. Enumerable.Repeat(-1, 100)], [-1, 1], 0.2);
        Assert.Equal([0, 0, 1], mixture.Assign([-1, 0.05f, 1]));
    }

    [Fact]
    public void With_KnownClasses_PutsThemFirst()
    {
        SphericalMixture mixture = SphericalMixture.Fit([5, 5.2f, 9], 1, [-1, -1, -1], [5, 9], 0.5).With([-3, 0], [0, 0, 1, 2, 2, 3]);
        Assert.Equal([-3, 0], mixture.Centres[..2]);
        Assert.Equal([0, 1, 2, 3], mixture.Assign([-3, 0, 5, 9]));
        float[] bias = mixture.Logits().Bias;
        const double counted = (3 * GivenWeight) + 3, components = 4;
        Assert.Equal(Math.Log(((2 * GivenWeight) + 1) / (counted + components)) - (9 / (2 * 0.5)), bias[0], tolerance: 1e-5);
        Assert.Equal(Math.Log((GivenWeight + 1) / (counted + components)), bias[1], tolerance: 1e-5);
    }

    /// <summary>Forty rounds of expectation and maximization, row by row.</summary>
    private static (double[][] Centres, double[] Shares) Naive()
    {
        double[][] centres = [.. s_centres.Chunk(Length).Select(centre => centre.Select(value => (double)value).ToArray())];
        double[] shares = [.. Enumerable.Repeat(1.0, Components)];
        for (int round = 0; round < 40; round++)
        {
            var sums = new double[Components, Length];
            (double[] all, double[] counted) = (new double[Components], new double[Components]);
            for (int row = 0; row < Count; row++)
            {
                double[] p = [.. centres.Select((centre, c) => shares[c] * Math.Exp(-Values.SquaredDistance(Point(row), centre) / (2 * Variance)))];
                for (int c = 0; c < Components; c++)
                {
                    double share = s_given[row] >= 0 ? (s_given[row] == c ? 1 : 0) : p[c] / p.Sum();
                    all[c] += share;
                    counted[c] += s_given[row] >= 0 ? GivenWeight * share : share;
                    for (int d = 0; d < Length; d++)
                    {
                        sums[c, d] += share * Point(row)[d];
                    }
                }
            }
            centres = [.. centres.Select((_, c) => Enumerable.Range(0, Length).Select(d => sums[c, d] / all[c]).ToArray())];
            shares = [.. counted.Select(count => (count + 1) / (counted.Sum() + Components))];
        }
        return (centres, shares);
    }

    private static double[] Point(int row) => [.. s_points.Skip(row * Length).Take(Length).Select(value => (double)value)];
}
