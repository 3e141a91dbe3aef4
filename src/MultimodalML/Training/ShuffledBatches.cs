namespace MultimodalML.Training;

/// <summary>Every row once an epoch, or several times, in a new order each time.</summary>
/// <remarks>The rows are dealt out evenly, so that the last step of a pass is no smaller than the others by more than one row.</remarks>
public sealed class ShuffledBatches : IBatchSampler
{
    private readonly int _rowCount;
    private readonly int _stepsPerPass;

    /// <param name="rowCount">Rows to choose from, at least 1.</param>
    /// <param name="batchSize">Rows of a step, at least 1; more than there are means all.</param>
    /// <param name="fewestSteps">Steps that an epoch has at least: with fewer rows it goes through them several times.</param>
    public ShuffledBatches(int rowCount, int batchSize, int fewestSteps = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fewestSteps, 1);
        _rowCount = rowCount;
        _stepsPerPass = Math.Max(1, (int)Math.Round((double)rowCount / batchSize));
        StepsPerEpoch = (fewestSteps + _stepsPerPass - 1) / _stepsPerPass * _stepsPerPass;
    }

    /// <inheritdoc/>
    public int StepsPerEpoch { get; }

    /// <inheritdoc/>
    public IEnumerable<int[]> Epoch(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int[] rows = [.. Enumerable.Range(0, _rowCount)];
        int[][] batches = [new int[_rowCount / _stepsPerPass], new int[(_rowCount / _stepsPerPass) + 1]]; // for the two lengths there are
        for (int step = 0; step < StepsPerEpoch; step++)
        {
            int part = step % _stepsPerPass;
            if (part == 0)
            {
                random.Shuffle(rows);
            }
            ReadOnlySpan<int> next = rows.AsSpan(At(part)..At(part + 1));
            int[] batch = batches[next.Length - batches[0].Length];
            next.CopyTo(batch);
            yield return batch;
        }

        int At(int part) => (int)((long)part * _rowCount / _stepsPerPass);
    }
}
