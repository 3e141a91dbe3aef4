namespace MultimodalML.Evaluation;

/// <summary>How often the right class is among the first k of a ranking. Fractions 0 to 1, higher is better.</summary>
public sealed record TopKMetrics
{
    /// <summary>Share of queries whose class is among the first k, for k = 1 (at index 0), 2 …</summary>
    public required IReadOnlyList<double> TopKAccuracy { get; init; }

    /// <summary>Queries ranked.</summary>
    public required int QueryCount { get; init; }

    /// <summary>Classes that competed. Guessing gets k / ClassCount.</summary>
    public required int ClassCount { get; init; }

    /// <summary>Share of queries whose class is the first.</summary>
    public double Top1 => TopKAccuracy[0];

    /// <summary>Share of queries whose class is among the first <paramref name="k"/>; with more than there are classes, among all.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1, or above what was computed and below the number of classes.</exception>
    public double TopK(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (k > TopKAccuracy.Count && TopKAccuracy.Count < ClassCount)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"Only k up to {TopKAccuracy.Count} was computed.");
        }

        return TopKAccuracy[Math.Min(k, TopKAccuracy.Count) - 1];
    }
}
