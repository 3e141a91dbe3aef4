namespace MultimodalML.Training;

/// <summary>Episodes: some classes, and as many rows of each.</summary>
/// <remarks>
/// <para>A batch is ordered [class][row]: all rows of the first class, then all of the second. Rows of a class are drawn without replacement, with repeats only where the class has too few.</para>
/// <para>Source: Snell et al. 2017, "Prototypical Networks for Few-shot Learning", arXiv:1703.05175, section 2.2.</para>
/// </remarks>
public sealed class EpisodeBatches : IBatchSampler
{
    private readonly int[][] _rowsOfClass;

    /// <param name="labels">One class a row; rows below 0 have none and are never drawn.</param>
    /// <param name="classesPerEpisode">Classes of a step, at least 2; more than there are means all.</param>
    /// <param name="rowsPerClass">Rows of each, at least 1.</param>
    public EpisodeBatches(ReadOnlySpan<int> labels, int classesPerEpisode, int rowsPerClass)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classesPerEpisode, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerClass, 1);
        _rowsOfClass = ClassRows.Group(labels);
        if (_rowsOfClass.Length < 2)
        {
            throw new ArgumentException($"The labels name {_rowsOfClass.Length} classes; an episode needs at least 2.", nameof(labels));
        }

        ClassesPerEpisode = Math.Min(classesPerEpisode, _rowsOfClass.Length);
        RowsPerClass = rowsPerClass;
        StepsPerEpoch = Math.Max(1, (int)Math.Round((double)_rowsOfClass.Sum(rows => rows.Length) / (ClassesPerEpisode * rowsPerClass)));
    }

    /// <summary>Classes of a step.</summary>
    public int ClassesPerEpisode { get; }

    /// <summary>Rows of each class.</summary>
    public int RowsPerClass { get; }

    /// <inheritdoc/>
    public int StepsPerEpoch { get; }

    /// <inheritdoc/>
    public IEnumerable<int[]> Epoch(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int[] classes = [.. Enumerable.Range(0, _rowsOfClass.Length)];
        var decks = new Deck[_rowsOfClass.Length];
        for (int c = 0; c < decks.Length; c++)
        {
            decks[c] = new Deck([.. _rowsOfClass[c]], random);
        }

        int[] batch = new int[ClassesPerEpisode * RowsPerClass];
        for (int step = 0; step < StepsPerEpoch; step++)
        {
            if (ClassesPerEpisode < classes.Length)
            {
                random.Shuffle(classes);
            }

            for (int i = 0; i < batch.Length; i++)
            {
                batch[i] = decks[classes[i / RowsPerClass]].Draw();
            }
            yield return batch;
        }
    }

    /// <summary>A class's rows in random order, shuffled anew when all are drawn.</summary>
    private sealed class Deck(int[] rows, Random random)
    {
        private int _next = rows.Length;

        public int Draw()
        {
            if (_next == rows.Length)
            {
                random.Shuffle(rows);
                _next = 0;
            }
            return rows[_next++];
        }
    }
}
