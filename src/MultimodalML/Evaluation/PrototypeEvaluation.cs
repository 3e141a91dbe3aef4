using MultimodalML.Prototypes;

namespace MultimodalML.Evaluation;

/// <summary>Measures retrieval by prototypes.</summary>
public static class PrototypeEvaluation
{
    /// <summary>Ranks the classes of a pool by the distance of each query to their nearest prototype.</summary>
    /// <remarks>Of equally near classes the lower index ranks first, as in ML.NET's evaluator.</remarks>
    /// <param name="prototypes">Prototypes of the classes.</param>
    /// <param name="queries">[n, prototypes.Length], row-major.</param>
    /// <param name="labels">The class of each query.</param>
    /// <param name="topK">Ranks to measure, at least 1; more than there are classes is cut to that.</param>
    /// <param name="poolSize">Classes that compete, from class 0; queries of other classes are passed over. Null for all.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or no query is of the pool.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="topK"/> or <paramref name="poolSize"/> is out of range.</exception>
    public static TopKMetrics Evaluate(PrototypeSet prototypes, ReadOnlySpan<float> queries, ReadOnlySpan<int> labels, int topK = 5, int? poolSize = null)
    {
        ArgumentNullException.ThrowIfNull(prototypes);
        ArgumentOutOfRangeException.ThrowIfLessThan(topK, 1);
        int pool = poolSize ?? prototypes.ClassCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(pool, 1, nameof(poolSize));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pool, prototypes.ClassCount, nameof(poolSize));
        if (queries.Length != (long)labels.Length * prototypes.Length)
        {
            throw new ArgumentException($"{queries.Length} values and {labels.Length} labels; each label needs {prototypes.Length} values.", nameof(queries));
        }

        int[] hits = new int[Math.Min(topK, pool)];
        float[] distances = new float[checked(labels.Length * prototypes.ClassCount)];
        prototypes.Distances(queries, distances);
        int count = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] < (uint)pool)
            {
                count++;
                for (int k = Rank(distances.AsSpan(i * prototypes.ClassCount, pool), labels[i]); k < hits.Length; k++)
                {
                    hits[k]++;
                }
            }
        }

        return count > 0
            ? new TopKMetrics { TopKAccuracy = [.. hits.Select(hit => (double)hit / count)], QueryCount = count, ClassCount = pool }
            : throw new ArgumentException($"No query is of the classes 0 to {pool - 1}.", nameof(labels));
    }

    // Classes before the right one; a class without prototypes (infinitely far) is behind all.
    private static int Rank(ReadOnlySpan<float> distances, int label)
    {
        float own = distances[label];
        if (float.IsPositiveInfinity(own))
        {
            return distances.Length;
        }

        int nearer = 0;
        for (int c = 0; c < distances.Length; c++)
        {
            nearer += distances[c] < own || (distances[c] == own && c < label) ? 1 : 0;
        }

        return nearer;
    }
}
