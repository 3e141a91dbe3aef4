using MultimodalML.Visualization;

namespace MultimodalML.Tests.Visualization;

public class TSneTests
{
    [Theory]
    [InlineData(1500)] // exact
    [InlineData(0)] // Barnes-Hut
    public void Embed_Clusters_KeepsNeighboursAndSeparatesClusters(int exactLimit)
    {
        (float[] vectors, int[] labels) = Clusters(clusters: 6, perCluster: 50, length: 12, spread: 0.1);
        PlotPoint[] points = new TSne(new TSneOptions { Iterations = 400, Perplexity = 20, ExactLimit = exactLimit }).Embed(vectors, 12);
        Assert.True(Trustworthiness(vectors, 12, points, k: 10) > 0.93);
        for (int i = 0; i < points.Length; i++)
        {
            int nearest = Enumerable.Range(0, points.Length).Where(j => j != i).MinBy(j => Squared(points[i], points[j]));
            Assert.Equal(labels[i], labels[nearest]);
        }
    }

    [Fact]
    public void Embed_SameSeed_GivesTheSameLayout()
    {
        (float[] vectors, _) = Clusters(3, 20, 5, 0.3);
        var options = new TSneOptions { Iterations = 60, Initialization = TSneInitialization.Random, Seed = 5 };
        Assert.Equal(new TSne(options).Embed(vectors, 5), new TSne(options).Embed(vectors, 5));
        Assert.NotEqual(new TSne(options).Embed(vectors, 5), new TSne(options with { Seed = 6 }).Embed(vectors, 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(50)]
    public void Embed_FewRows_GivesFinitePoints(int count)
    {
        var random = new Random(count);
        float[] vectors = [.. Enumerable.Range(0, count * 3).Select(_ => random.NextSingle())];
        foreach (int exactLimit in new[] { 0, 1500 })
        {
            PlotPoint[] points = new TSne(new TSneOptions { Iterations = 100, ExactLimit = exactLimit }).Embed(vectors, 3);
            Assert.Equal(count, points.Length);
            Assert.All(points, p => Assert.True(double.IsFinite(p.X) && double.IsFinite(p.Y)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1500)]
    public void Embed_EqualRowsAndConstantColumns_GivesFinitePoints(int exactLimit)
    {
        var options = new TSneOptions { Iterations = 100, ExactLimit = exactLimit };
        float[] allEqual = [.. Enumerable.Repeat(3f, 200)];
        Assert.All(new TSne(options).Embed(allEqual, 2), p => Assert.True(double.IsFinite(p.X) && double.IsFinite(p.Y)));

        (float[] vectors, _) = Clusters(2, 60, 4, 0.2);
        Array.Copy(vectors, 0, vectors, 40, 200); // many rows equal
        for (int i = 0; i < vectors.Length; i += 4)
        {
            vectors[i] = 1e30f;
        }
        Assert.All(new TSne(options).Embed(vectors, 4), p => Assert.True(double.IsFinite(p.X) && double.IsFinite(p.Y)));
    }

    [Fact]
    public void Embed_Progress_DivergenceFalls()
    {
        (float[] vectors, _) = Clusters(4, 40, 6, 0.2);
        var reports = new List<TSneProgress>();
        new TSne(new TSneOptions { Iterations = 310, Progress = new Collector(reports) }).Embed(vectors, 6);
        Assert.Equal([50, 100, 150, 200, 250, 300, 310], reports.Select(r => r.Iteration));
        Assert.All(reports, r => Assert.Equal(310, r.Iterations));
        Assert.True(reports[^1].Divergence < reports[0].Divergence);
        Assert.InRange(reports[^1].Divergence, 0, 1);
    }

    [Fact]
    public void Embed_CancelledAtOnce_ReturnsTheStart()
    {
        (float[] vectors, _) = Clusters(2, 20, 4, 0.2);
        var reports = new List<TSneProgress>();
        var options = new TSneOptions { CancellationToken = new CancellationToken(canceled: true), Progress = new Collector(reports) };
        Assert.Equal(40, new TSne(options).Embed(vectors, 4).Length);
        Assert.Empty(reports);
    }

    [Fact]
    public void Embed_BadInput_SaysWhatAndWhere()
    {
        var tsne = new TSne();
        Assert.Contains("5 values", Assert.Throws<ArgumentException>(() => tsne.Embed(new float[5], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("Row 1 holds NaN at place 0", Assert.Throws<ArgumentException>(() => tsne.Embed([1, 2, float.NaN, 4], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => tsne.Embed([float.PositiveInfinity, 1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tsne.Embed([1], 0));
    }

    [Fact]
    public void Constructor_OptionsOutOfRange_Throws()
    {
        TSneOptions[] wrong =
        [
            new() { Perplexity = 0.5 }, new() { Perplexity = double.NaN }, new() { Iterations = 0 }, new() { LearningRate = 0 }, new() { EarlyExaggeration = 0.5 },
            new() { Theta = -0.1 }, new() { Theta = double.NaN }, new() { ExactLimit = -1 }, new() { Initialization = (TSneInitialization)9 },
        ];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => new TSne(options)));
    }

    private static (float[] Vectors, int[] Labels) Clusters(int clusters, int perCluster, int length, double spread)
    {
        var random = new Random(7);
        double[] centres = [.. Enumerable.Range(0, clusters * length).Select(_ => random.NextDouble())];
        int[] labels = [.. Enumerable.Range(0, clusters * perCluster).Select(i => i % clusters)];
        return ([.. labels.SelectMany(c => Enumerable.Range(0, length).Select(p => (float)(centres[(c * length) + p] + (spread * (random.NextDouble() - 0.5)))))], labels);
    }

    /// <summary>Venna and Kaski 2001: 1 when the k nearest in the plane are near in the data too.</summary>
    private static double Trustworthiness(float[] vectors, int length, PlotPoint[] points, int k)
    {
        int count = points.Length;
        double penalty = 0;
        for (int i = 0; i < count; i++)
        {
            int[] others = [.. Enumerable.Range(0, count).Where(j => j != i)];
            int[] byData = [.. others.OrderBy(j => Enumerable.Range(0, length).Sum(p => Math.Pow(vectors[(i * length) + p] - vectors[(j * length) + p], 2)))];
            foreach (int j in others.OrderBy(j => Squared(points[i], points[j])).Take(k))
            {
                penalty += Math.Max(0, Array.IndexOf(byData, j) + 1 - k);
            }
        }
        return 1 - (penalty * 2 / (count * k * ((2.0 * count) - (3 * k) - 1)));
    }

    private static double Squared(PlotPoint a, PlotPoint b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y));

    private sealed class Collector(List<TSneProgress> reports) : IProgress<TSneProgress>
    {
        public void Report(TSneProgress value) => reports.Add(value);
    }
}
