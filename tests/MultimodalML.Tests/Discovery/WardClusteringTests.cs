using MultimodalML.Discovery;

namespace MultimodalML.Tests.Discovery;

public class WardClusteringTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public void Cut_RandomItems_AgreesWithTryingAllMerges(int count)
    {
        var random = new Random(count);
        float[] rows = Values.Normal(random, 40 * 3);
        int[] sizes = [.. Enumerable.Range(0, 40).Select(_ => random.Next(1, 4))];

        int[] clusters = new WardClustering(rows, 3, sizes).Cut(count);

        Assert.Equal(Naive(rows, 3, sizes, count), clusters);
        Assert.Equal(count, clusters.Distinct().Count());
    }

    [Fact]
    public void Cut_ItemsThatStayApart_NeverMeet()
    {
        // 0 and 1 are near each other and must stay apart; 2 joins the nearer, 3 and 4 find each other.
        float[] rows = [0, 1, 1.2f, 9, 9.5f];
        Assert.Equal([0, 1, 1, 2, 2], new WardClustering(rows, 1, [5, 5, 1, 1, 1], apart: 2).Cut(3));
        Assert.Equal([0, 1], new WardClustering([0f, 0], 1, [1, 1], apart: 2).Cut(2));
    }

    [Fact]
    public void Cut_ItemsAllAlike_GivesTheCount()
    {
        int[] clusters = new WardClustering(new float[20], 2, [.. Enumerable.Repeat(1, 10)]).Cut(3);
        Assert.Equal([0, 1, 2], clusters.Distinct().Order());
    }

    /// <summary>Ward's criterion as it is written: the pair whose union raises the sum of squares least, from means computed anew.</summary>
    private static int[] Naive(float[] rows, int length, int[] sizes, int count)
    {
        List<List<int>> clusters = [.. Enumerable.Range(0, sizes.Length).Select(i => new List<int> { i })];
        while (clusters.Count > count)
        {
            (int a, int b) = (from i in Enumerable.Range(0, clusters.Count) from j in Enumerable.Range(0, i) select (i, j))
                .MinBy(pair => Spread([.. clusters[pair.i], .. clusters[pair.j]]) - Spread(clusters[pair.i]) - Spread(clusters[pair.j]));
            clusters[b].AddRange(clusters[a]);
            clusters.RemoveAt(a);
        }

        int[] numbers = new int[sizes.Length];
        foreach ((int number, List<int> cluster) in clusters.OrderBy(cluster => cluster.Min()).Index())
        {
            cluster.ForEach(item => numbers[item] = number);
        }
        return numbers;

        double Spread(List<int> items)
        {
            double total = items.Sum(item => sizes[item]);
            return Enumerable.Range(0, length).Sum(d =>
            {
                double mean = items.Sum(item => sizes[item] * (double)rows[(item * length) + d]) / total;
                return items.Sum(item => sizes[item] * Math.Pow(rows[(item * length) + d] - mean, 2));
            });
        }
    }
}
