using MultimodalML.Training;

namespace MultimodalML.Tests.Training;

public class EpisodeBatchesTests
{
    private static readonly int[] s_labels = [.. Enumerable.Range(0, 90).Select(i => i % 9)];

    [Fact]
    public void Epoch_FewerClassesThanThere_GivesBlocksOfOneClass()
    {
        var batches = new EpisodeBatches(s_labels, classesPerEpisode: 4, rowsPerClass: 5);
        foreach (int[] batch in batches.Epoch(new Random(1)))
        {
            int[][] blocks = [.. batch.Chunk(5)];
            Assert.Equal(4, blocks.Length);
            Assert.All(blocks, block => Assert.Single(block.Select(row => s_labels[row]).Distinct()));
            Assert.All(blocks, block => Assert.Equal(5, block.Distinct().Count()));
            Assert.Equal(4, blocks.Select(block => s_labels[block[0]]).Distinct().Count());
        }
    }

    [Fact]
    public void Epoch_ClassWithOneRow_RepeatsIt()
    {
        int[] labels = [0, 0, 0, 7, -1];
        var batches = new EpisodeBatches(labels, classesPerEpisode: 30, rowsPerClass: 3);
        Assert.Equal(2, batches.ClassesPerEpisode);
        int[] batch = batches.Epoch(new Random(1)).First();
        Assert.Equal([3, 3, 3], batch.Where(row => labels[row] == 7));
        Assert.DoesNotContain(4, batch);
    }

    [Fact]
    public void Constructor_OneClass_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => new EpisodeBatches([2, 2, -1], 5, 2));
        Assert.Contains("1 classes", error.Message, StringComparison.Ordinal);
    }
}
