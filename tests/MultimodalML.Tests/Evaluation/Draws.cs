namespace MultimodalML.Tests.Evaluation;

/// <summary>Numbers that any language draws alike, to compare with others' results: s ← (1103515245 s + 12345) mod 2³¹, of which bits 16 and up modulo the bound.</summary>
internal static class Draws
{
    public static int[] Numbers(int seed, int count, int below)
    {
        long state = seed;
        return [.. Enumerable.Range(0, count).Select(_ => (int)(((state = ((state * 1103515245) + 12345) % (1L << 31)) >> 16) % below))];
    }

    /// <summary>Classes, and clusters that follow them but for some percent of the items.</summary>
    public static (int[] Truth, int[] Clusters) Clustering(int seed, int count, int classes, int clusters, int noisePercent)
    {
        int[] truth = Numbers(seed, count, classes), drawn = Numbers(seed + 100, count, clusters), coins = Numbers(seed + 200, count, 100);
        return (truth, [.. truth.Select((c, i) => coins[i] < noisePercent ? drawn[i] : ((c * 3) + 1) % clusters)]);
    }
}
