using MultimodalML.Prototypes;

namespace MultimodalML.Tests.Prototypes;

public class KMeansTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void FindCentres_AnyCount_EndsWhereEachCentreIsTheMeanOfItsRows(int count)
    {
        var random = new Random(count);
        float[] rows = [.. Enumerable.Range(0, 300 * 3).Select(_ => random.NextSingle())];

        float[] centres = KMeans.FindCentres(rows, 3, count, new PortableRandom(1));

        int[] nearest = [.. Enumerable.Range(0, 300).Select(row => Enumerable.Range(0, count).MinBy(c => Distance(rows, row, centres, c)))];
        Assert.Equal(count * 3, centres.Length);
        for (int c = 0; c < count; c++)
        {
            int[] own = [.. Enumerable.Range(0, 300).Where(row => nearest[row] == c)];
            Assert.NotEmpty(own);
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal(own.Average(row => rows[(row * 3) + i]), centres[(c * 3) + i], tolerance: 1e-4f);
            }
        }
    }

    [Fact]
    public void FindCentres_SeparateGroups_FindsThem()
    {
        var random = new Random(1);
        float[] rows = [.. Enumerable.Range(0, 90).Select(i => (i % 3 * 100) + random.NextSingle())];

        float[] centres = KMeans.FindCentres(rows, 1, 3, new PortableRandom(2));

        Assert.Equal([0.5, 100.5, 200.5], centres.Order().Select(c => (double)c), (a, b) => Math.Abs(a - b) < 0.3);
    }

    [Fact]
    public void FindCentres_RowsAllAlike_GivesOne() => Assert.Equal([2], KMeans.FindCentres([2, 2, 2], 1, 3, new PortableRandom(1)));

    [Fact]
    public void Refine_GivenRows_KeepTheirCentre()
    {
        float[] centres = [0, 10];
        int[] found = KMeans.Refine([0, 1, 9, 10, 9.5f], 1, centres, [-1, -1, -1, -1, 0]);
        Assert.Equal([0, 0, 1, 1, 0], found);
        Assert.Equal([3.5f, 9.5f], centres);
    }

    [Fact] // more rows than are compared at once
    public void Refine_ManyRows_AgreesWithTheNearest()
    {
        float[] rows = Values.Normal(new Random(1), 10_000 * 2), centres = Values.Normal(new Random(2), 6 * 2);
        int[] found = KMeans.Refine(rows, 2, centres);
        for (int row = 0; row < 10_000; row++)
        {
            double own = Squared(found[row]);
            Assert.All(Enumerable.Range(0, 6), c => Assert.True(own <= Squared(c) + 1e-4));

            double Squared(int c) => Math.Pow(rows[2 * row] - centres[2 * c], 2) + Math.Pow(rows[(2 * row) + 1] - centres[(2 * c) + 1], 2);
        }
    }

    private static double Distance(float[] rows, int row, float[] centres, int c) =>
        Enumerable.Range(0, 3).Sum(i => Math.Pow(rows[(row * 3) + i] - centres[(c * 3) + i], 2));
}
