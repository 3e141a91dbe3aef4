namespace MultimodalML.Tests;

public class PortableRandomTests
{
    [Fact]
    public void NextUInt64_FixedSeed_GivesPinnedValues()
    {
        var random = new PortableRandom(1);

        // written down from a separate implementation
        Assert.Equal([12966619160104079557, 9600361134598540522, 10590380919521690900], [random.NextUInt64(), random.NextUInt64(), random.NextUInt64()]);
        Assert.Equal(17974069178999284521, new PortableRandom(7, 1, 2).NextUInt64());
    }

    [Fact]
    public void Constructor_OtherStream_GivesOtherValues()
    {
        ulong[] first = [.. Enumerable.Range(0, 100).Select(stream => new PortableRandom(1, stream).NextUInt64())];
        ulong[] second = [.. Enumerable.Range(0, 100).Select(stream => new PortableRandom(1, 5, stream).NextUInt64())];

        Assert.Equal(200, first.Concat(second).Distinct().Count());
        Assert.Equal(first, Enumerable.Range(0, 100).Select(stream => new PortableRandom(1, stream).NextUInt64()));
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-9)]
    [InlineData(0.3)]
    [InlineData(0.70710678118654757)]
    [InlineData(0.99999999999999989)]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(12345.678)]
    public void Log_AnyValue_AgreesWithTheSystem(double x) =>
        Assert.Equal(Math.Log(x), PortableRandom.Log(x), tolerance: 4e-16 * Math.Max(1, Math.Abs(Math.Log(x))));

    [Fact]
    public void NextNormal_ManyDraws_HaveTheNormalsMoments()
    {
        var random = new PortableRandom(3);
        double[] draws = [.. Enumerable.Range(0, 200_000).Select(_ => random.NextNormal())];

        Assert.Equal(0, draws.Average(), tolerance: 0.01);
        Assert.Equal(1, draws.Average(x => x * x), tolerance: 0.02);
        Assert.Equal(3, draws.Average(x => x * x * x * x), tolerance: 0.1);
        Assert.Equal(0.3173, draws.Average(x => Math.Abs(x) > 1 ? 1.0 : 0), tolerance: 0.005);
    }

    [Fact]
    public void Next_Bound_DrawsEachValueAlike()
    {
        var random = new PortableRandom(4);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.Next(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
        Assert.Equal(0, random.Next(1));
    }

    [Fact]
    public void Shuffle_Items_KeepsThemAndCoversEveryPlace()
    {
        var random = new PortableRandom(5);
        int[] firstOfThree = new int[3];
        for (int i = 0; i < 3000; i++)
        {
            int[] items = [0, 1, 2];
            random.Shuffle<int>(items);
            Assert.Equal([0, 1, 2], items.Order());
            firstOfThree[items[0]]++;
        }

        Assert.All(firstOfThree, count => Assert.InRange(count, 900, 1100));
    }
}
