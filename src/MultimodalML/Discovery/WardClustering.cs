using System.Numerics.Tensors;
using MultimodalML.Kernels;

namespace MultimodalML.Discovery;

/// <summary>Merges items step by step, always so that the sum of squared distances from the clusters' means grows least.</summary>
/// <remarks>
/// <para>Merging i and j costs nᵢnⱼ/(nᵢ+nⱼ) ‖mᵢ − mⱼ‖². Time and memory grow with the square of the items.</para>
/// <para>Sources: Ward 1963, "Hierarchical Grouping to Optimize an Objective Function"; found by chains of nearest neighbours, Murtagh 1983.</para>
/// </remarks>
internal sealed class WardClustering
{
    private readonly int _count;
    private readonly float[] _costs; // [items, items]; +∞ for itself, for merged items, and for pairs that stay apart
    private readonly float[] _sizes;
    private readonly List<(float Cost, int Kept, int Merged)> _merges = [];
    private readonly float[] _scratch;

    /// <summary>Merges all items.</summary>
    /// <param name="means">[items, length], row-major: rows, or the means of groups of rows.</param>
    /// <param name="length">Values of a row.</param>
    /// <param name="sizes">Rows of each item.</param>
    /// <param name="apart">The first so many items never come together.</param>
    public WardClustering(ReadOnlySpan<float> means, int length, ReadOnlySpan<int> sizes, int apart = 0)
    {
        _count = sizes.Length;
        _sizes = [.. sizes.ToArray().Select(size => (float)size)];
        _costs = new float[checked(_count * _count)];
        _scratch = new float[_count];
        PairwiseSimilarity.SquaredEuclidean(_count, _count, length, means, means, _costs);
        for (int i = 0; i < _count; i++)
        {
            Span<float> row = Costs(i);
            for (int j = 0; j < i; j++)
            {
                float cost = i < apart ? float.PositiveInfinity : row[j] * _sizes[i] * _sizes[j] / (_sizes[i] + _sizes[j]);
                row[j] = cost;
                _costs[(j * _count) + i] = cost;
            }
            row[i] = float.PositiveInfinity;
        }

        MergeAll();
        _merges.Sort((a, b) => a.Cost.CompareTo(b.Cost));
    }

    /// <summary>The cluster of each item, 0 to <paramref name="count"/> − 1, in the order of their first items.</summary>
    /// <param name="count">Clusters, at most as many as items, at least as many as stay apart.</param>
    public int[] Cut(int count)
    {
        int[] parents = [.. Enumerable.Range(0, _count)];
        foreach ((_, int kept, int merged) in _merges.Take(_count - count))
        {
            parents[Root(merged)] = Root(kept);
        }

        var numbers = new Dictionary<int, int>();
        int[] clusters = new int[_count];
        for (int i = 0; i < _count; i++)
        {
            int root = Root(i);
            if (!numbers.TryGetValue(root, out clusters[i]))
            {
                clusters[i] = numbers.Count;
                numbers.Add(root, clusters[i]);
            }
        }
        return clusters;

        int Root(int item)
        {
            while (parents[item] != item)
            {
                item = parents[item] = parents[parents[item]];
            }
            return item;
        }
    }

    private Span<float> Costs(int item) => _costs.AsSpan(item * _count, _count);

    private void MergeAll()
    {
        var chain = new Stack<int>();
        for (int start = 0; start < _count; start++)
        {
            if (_sizes[start] == 0)
            {
                continue; // merged
            }

            chain.Push(start);
            while (chain.TryPop(out int top))
            {
                int nearest = TensorPrimitives.IndexOfMin<float>(Costs(top));
                float cost = Costs(top)[nearest];
                if (float.IsPositiveInfinity(cost))
                {
                    continue; // none is left that it may merge with
                }

                if (chain.TryPeek(out int before) && Costs(top)[before] <= cost)
                {
                    chain.Pop();
                    Merge(before, top, Costs(top)[before]); // each is the other's nearest
                    if (chain.Count == 0)
                    {
                        chain.Push(before);
                    }
                }
                else
                {
                    chain.Push(top);
                    chain.Push(nearest);
                }
            }
        }
    }

    /// <summary>Costs of the union with all others, from those of its two parts. Source: Lance and Williams 1967.</summary>
    private void Merge(int kept, int merged, float cost)
    {
        _merges.Add((cost, kept, merged));
        (float a, float b) = (_sizes[kept], _sizes[merged]);
        Span<float> own = Costs(kept), other = Costs(merged), scratch = _scratch;
        for (int k = 0; k < _count; k++)
        {
            float size = _sizes[k];
            scratch[k] = (((a + size) * own[k]) + ((b + size) * other[k]) - (size * cost)) / (a + b + size);
        }

        scratch.CopyTo(own);
        own[kept] = float.PositiveInfinity;
        own[merged] = float.PositiveInfinity;
        other.Fill(float.PositiveInfinity);
        for (int k = 0; k < _count; k++)
        {
            _costs[(k * _count) + kept] = own[k];
            _costs[(k * _count) + merged] = float.PositiveInfinity;
        }
        (_sizes[kept], _sizes[merged]) = (a + b, 0);
    }
}
