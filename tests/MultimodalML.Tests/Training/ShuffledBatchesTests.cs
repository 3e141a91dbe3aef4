using MultimodalML.Training;

namespace MultimodalML.Tests.Training;

public class ShuffledBatchesTests
{
    [Theory]
    [InlineData(100, 32)]
    [InlineData(7, 256)]
    [InlineData(64, 64)]
    [InlineData(1, 2)]
    public void Epoch_AnyCounts_GivesEveryRowOnce(int rows, int batchSize)
    {
        var batches = new ShuffledBatches(rows, batchSize);
        int[][] epoch = Epoch(batches, 1);
        Assert.Equal(batches.StepsPerEpoch, epoch.Length);
        Assert.Equal(Enumerable.Range(0, rows), epoch.SelectMany(batch => batch).Order());
        Assert.True(epoch.Max(batch => batch.Length) - epoch.Min(batch => batch.Length) <= 1);
    }

    [Fact]
    public void Epoch_SameSeed_GivesSameBatches()
    {
        var batches = new ShuffledBatches(50, 8);
        Assert.Equal(Epoch(batches, 3), Epoch(batches, 3));
        Assert.NotEqual(Epoch(batches, 3), Epoch(batches, 4));
    }

    private static int[][] Epoch(ShuffledBatches batches, int seed) => [.. batches.Epoch(new Random(seed)).Select(batch => batch.ToArray())];
}
