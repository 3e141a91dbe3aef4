namespace MultimodalML.Kernels.Tests;

public class TopKTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 40), 100, 1000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Select_TiesNaNAndInfinity_AgreesWithSorting(int length)
    {
        var random = new Random(length);
        float[] values = [.. Enumerable.Range(0, length).Select(_ => random.Next(8) switch
        {
            0 => float.NaN,
            1 => float.NegativeInfinity,
            2 => float.PositiveInfinity,
            _ => random.Next(10),
        })];
        foreach (int k in new[] { 0, 1, 2, 5, 17, length, length + 3 })
        {
            int[] largest = new int[k], smallest = new int[k];
            Assert.Equal(Math.Min(k, length), TopK.Largest(values, largest));
            Assert.Equal(Math.Min(k, length), TopK.Smallest(values, smallest));
            IEnumerable<int> indices = Enumerable.Range(0, length);
            Assert.Equal(indices.OrderBy(i => float.IsNaN(values[i])).ThenByDescending(i => values[i]).ThenBy(i => i).Take(k), largest.Take(length));
            Assert.Equal(indices.OrderBy(i => float.IsNaN(values[i])).ThenBy(i => values[i]).ThenBy(i => i).Take(k), smallest.Take(length));
        }
    }

    [Fact]
    public void Largest_MoreThanThereAre_LeavesTheRest()
    {
        int[] indices = [-1, -1, -1];
        Assert.Equal(2, TopK.Largest([1, 2], indices));
        Assert.Equal([1, 0, -1], indices);
    }

    [Fact]
    public void Largest_ManyValues_AgreesWithSorting()
    {
        float[] values = TestValues.Draw(1, 100_000);
        int[] indices = new int[50];
        TopK.Largest(values, indices);
        Assert.Equal(Enumerable.Range(0, values.Length).OrderByDescending(i => values[i]).Take(50), indices);
    }
}
