using MultimodalML.Discovery;
using MultimodalML.Hashing;

namespace MultimodalML.Tests.Discovery;

/// <summary>Each kind of pseudo label against the same comparison pair by pair.</summary>
public class PseudoLabelTests
{
    private const int Count = 40, Length = 24;

    private static readonly float[] s_rows = Clusters();

    [Fact]
    public void Compare_WinnerTakeAll_IsTheShareOfEqualCodes()
    {
        var hasher = new WtaHasher(Length, new WtaHashOptions { CodeCount = 128, WindowSize = 4, Seed = 5 });
        byte[][] codes = [.. Enumerable.Range(0, Count).Select(row => hasher.Hash(Row(row)))];
        Check(new WinnerTakeAllPseudoLabels(0.6, codeCount: 128, windowSize: 4, seed: 5), (i, j) => WtaHasher.Agreement(codes[i], codes[j]) >= 0.6);
    }

    [Fact] // an increasing function of the values changes nothing
    public void Compare_WinnerTakeAll_HoldsUnderMonotoneFunctions()
    {
        var labels = new WinnerTakeAllPseudoLabels();
        bool[] before = Compare(labels, s_rows), after = Compare(labels, Array.ConvertAll(s_rows, value => MathF.Exp(3 * value)));
        Assert.Equal(before, after);
    }

    [Fact]
    public void Compare_Cosine_IsTheThreshold() => Check(new CosinePseudoLabels(0.7), (i, j) => Values.Cosine(Doubles(i), Doubles(j)) >= 0.7);

    [Fact] // 780 pairs of 8 categories: half of an eighth are 48
    public void Compare_NoThreshold_MarksHalfThePairsThatEqualCategoriesHave()
    {
        (int I, int J)[] pairs = [.. Enumerable.Range(0, Count).SelectMany(i => Enumerable.Range(0, i).Select(j => (i, j)))];
        HashSet<(int, int)> nearest = [.. pairs.OrderByDescending(pair => Values.Cosine(Doubles(pair.I), Doubles(pair.J))).Take(48)];
        Check(new CosinePseudoLabels(), (i, j) => nearest.Contains((Math.Max(i, j), Math.Min(i, j))));

        var hasher = new WtaHasher(Length, new WtaHashOptions { CodeCount = 512, WindowSize = 4, Seed = 1 });
        byte[][] codes = [.. Enumerable.Range(0, Count).Select(row => hasher.Hash(Row(row)))];
        double threshold = pairs.Select(pair => WtaHasher.Agreement(codes[pair.I], codes[pair.J])).OrderDescending().ElementAt(47);
        Check(new WinnerTakeAllPseudoLabels(), (i, j) => WtaHasher.Agreement(codes[i], codes[j]) >= threshold); // equals of the last too
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1000)]
    public void Compare_NoThresholdAndFewRows_MarksOnePairAtLeast(int rows, int categories)
    {
        foreach (IPseudoLabels labels in new IPseudoLabels[] { new CosinePseudoLabels(), new WinnerTakeAllPseudoLabels() })
        {
            var alike = new bool[rows * rows];
            labels.Compare(s_rows.AsSpan(0, rows * Length), Length, categories, alike);
            Assert.All(Enumerable.Range(0, rows), row => Assert.True(alike[(row * rows) + row]));
            Assert.InRange(alike.Count(same => same) - rows, rows == 1 ? 0 : 2, 6);
        }
    }

    [Fact]
    public void Compare_NoCategories_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosinePseudoLabels().Compare(s_rows, Length, 0, new bool[Count * Count]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WinnerTakeAllPseudoLabels().Compare(s_rows, Length, 0, new bool[Count * Count]));
    }

    [Fact]
    public void Compare_RankingStatistics_IsEqualSetsOfTheLargest() =>
        Check(new RankingStatisticsPseudoLabels(3), (i, j) => Top(i).SetEquals(Top(j)));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Compare_NearestNeighbor_IsNeighbourOfEither(int neighbors) =>
        Check(new NearestNeighborPseudoLabels(neighbors), (i, j) => Near(i, neighbors).Contains(j) || Near(j, neighbors).Contains(i));

    [Fact]
    public void Compare_MoreNeighborsThanRows_MarksAll() => Assert.DoesNotContain(false, Compare(new NearestNeighborPseudoLabels(100), s_rows));

    [Theory]
    [InlineData(0.25)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void WinnerTakeAll_ThresholdOutOfRange_NamesTheChance(double threshold)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new WinnerTakeAllPseudoLabels(threshold, windowSize: 4));
        Assert.Contains("1 / windowSize = 0.25", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructors_OutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosinePseudoLabels(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NearestNeighborPseudoLabels(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankingStatisticsPseudoLabels(0));
    }

    [Fact]
    public void Compare_TableOfAnotherSize_Throws()
    {
        Assert.Throws<ArgumentException>(() => new CosinePseudoLabels().Compare(s_rows, Length, 8, new bool[3]));
        Assert.Throws<ArgumentException>(() => new RankingStatisticsPseudoLabels(30).Compare(s_rows, Length, 8, new bool[Count * Count]));
    }

    private static void Check(IPseudoLabels labels, Func<int, int, bool> expected)
    {
        bool[] alike = Compare(labels, s_rows);
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
            {
                Assert.True(alike[(i * Count) + j] == (i == j || expected(i, j)), $"pair {i}, {j}");
            }
        }
        Assert.InRange(alike.Count(same => same) - Count, 20, (Count * Count) - Count - 20); // some pairs, not all
    }

    private static bool[] Compare(IPseudoLabels labels, float[] rows)
    {
        var alike = new bool[Count * Count];
        labels.Compare(rows, Length, 8, alike);
        return alike;
    }

    private static HashSet<int> Top(int row) => [.. Enumerable.Range(0, Length).OrderByDescending(d => Row(row)[d]).Take(3)];

    private static HashSet<int> Near(int row, int neighbors) => [.. Enumerable.Range(0, Count).Where(j => j != row).OrderByDescending(j => Values.Cosine(Doubles(row), Doubles(j))).Take(neighbors)];

    private static float[] Row(int row) => s_rows[(row * Length)..((row + 1) * Length)];

    private static double[] Doubles(int row) => Array.ConvertAll(Row(row), value => (double)value);

    private static float[] Clusters()
    {
        var random = new Random(1);
        float[] centres = Values.Normal(random, 8 * Length), noise = Values.Normal(random, Count * Length);
        return [.. noise.Select((value, i) => centres[(i / Length % 8 * Length) + (i % Length)] + (0.3f * value))];
    }
}
