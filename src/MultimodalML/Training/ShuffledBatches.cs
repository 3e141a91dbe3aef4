namespace MultimodalML.Training;

/// <summary>Every row once an epoch, in a new order each time.</summary>
/// <remarks>The rows are dealt out evenly, so that the last step is no smaller than the others by more than one row.</remarks>
public sealed class ShuffledBatches : IBatchSampler
{
    private readonly int _rowCount;

    /// <param name="rowCount">Rows to choose from, at least 1.</param>
    /// <param name="batchSize">Rows of a step, at least 1; more than there are means all.</param>
    public ShuffledBatches(int rowCount, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        _rowCount = rowCount;
        StepsPerEpoch = Math.Max(1, (int)Math.Round((double)rowCount / batchSize));
    }

    /// <inheritdoc/>
    public int StepsPerEpoch { get; }

    /// <inheritdoc/>
    public IEnumerable<int[]> Epoch(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int[] rows = [.. Enumerable.Range(0, _rowCount)];
        random.Shuffle(rows);
        for (int step = 0; step < StepsPerEpoch; step++)
        {
            yield return rows[At(step)..At(step + 1)];
        }

        int At(int step) => (int)((long)step * _rowCount / StepsPerEpoch);
    }
}
