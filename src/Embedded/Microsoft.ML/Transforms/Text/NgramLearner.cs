namespace Microsoft.ML.Transforms.Text;

/// <summary>Collects the n-grams of one column, in the order they are met, and in how many rows each is.</summary>
internal sealed class NgramLearner(NgramColumns.KeyReader read, NgramSettings settings)
{
    private readonly NgramPool _pool = new();
    private readonly int[] _counts = new int[settings.Length];
    private readonly List<int> _rowsWith = [];
    private readonly List<long> _lastRow = [];
    private long _row;

    public void AddRow()
    {
        _row++;
        var visitor = new Visitor(this);
        NgramWalker.Walk(read(), settings.Length, settings.Skips, ref visitor);
    }

    /// <summary>The n-grams, and ln(rows / rows with it) where that is needed.</summary>
    public (NgramPool Pool, float[] InverseFrequencies) Finish() =>
        (_pool, settings.NeedsIdf ? [.. _rowsWith.Select(rows => (float)Math.Log((double)_row / rows))] : []);

    private void Add(ReadOnlySpan<uint> ngram)
    {
        if (ngram.Length < settings.ShortestLength)
        {
            return;
        }
        int number = _pool.Find(ngram);
        if (number < 0 && _counts[ngram.Length - 1] < settings.MaximumCount(ngram.Length))
        {
            _counts[ngram.Length - 1]++;
            number = _pool.Add(ngram);
            _rowsWith.Add(0);
            _lastRow.Add(0);
        }
        if (number >= 0 && _lastRow[number] != _row)
        {
            _lastRow[number] = _row;
            _rowsWith[number]++;
        }
    }

    private readonly struct Visitor(NgramLearner owner) : INgramVisitor
    {
        public void Visit(ReadOnlySpan<uint> ngram) => owner.Add(ngram);
    }
}
