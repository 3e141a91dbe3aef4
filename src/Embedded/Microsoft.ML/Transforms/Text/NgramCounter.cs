using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Text;

/// <summary>Counts the n-grams of one row after the other; for one thread.</summary>
internal sealed class NgramCounter(NgramPool pool, NgramSettings settings, float[] inverseFrequencies)
{
    private int[] _hits = new int[64];
    private int _hitCount;

    /// <summary>Writes the weights of the n-grams that are there: sparse, slots ascending.</summary>
    public void Count(ReadOnlySpan<uint> keys, ref VBuffer<float> target)
    {
        _hitCount = 0;
        var visitor = new Visitor(this);
        NgramWalker.Walk(keys, settings.Length, settings.Skips, ref visitor);
        Span<int> hits = _hits.AsSpan(0, _hitCount);
        hits.Sort();
        VBufferEditor<float> editor = VBufferEditor.Create(ref target, pool.Count, Math.Min(hits.Length, pool.Count), requireIndicesOnDense: true);
        int count = 0;
        for (int i = 0; i < hits.Length;)
        {
            int start = i;
            while (i < hits.Length && hits[i] == hits[start])
            {
                i++;
            }
            editor.Indices[count] = hits[start];
            editor.Values[count++] = Weight(hits[start], i - start);
        }
        target = editor.CommitTruncated(count);
    }

    private float Weight(int slot, int times) => settings.Weighting switch
    {
        NgramExtractingEstimator.WeightingCriteria.Idf => inverseFrequencies[slot],
        NgramExtractingEstimator.WeightingCriteria.TfIdf => times * inverseFrequencies[slot],
        _ => times,
    };

    private void Add(ReadOnlySpan<uint> ngram)
    {
        int slot = ngram.Length < settings.ShortestLength ? -1 : pool.Find(ngram);
        if (slot < 0)
        {
            return;
        }
        if (_hitCount == _hits.Length)
        {
            Array.Resize(ref _hits, 2 * _hitCount);
        }
        _hits[_hitCount++] = slot;
    }

    private readonly struct Visitor(NgramCounter owner) : INgramVisitor
    {
        public void Visit(ReadOnlySpan<uint> ngram) => owner.Add(ngram);
    }
}
