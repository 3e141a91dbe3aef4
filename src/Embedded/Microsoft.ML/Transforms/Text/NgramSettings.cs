namespace Microsoft.ML.Transforms.Text;

/// <summary>Which n-grams count, and how.</summary>
/// <param name="Length">Keys of the longest.</param>
/// <param name="Skips">Keys that may be left out between the first and the last.</param>
/// <param name="UseAllLengths">Whether shorter ones count too.</param>
/// <param name="MaximumCounts">Most of each length; the last number holds for the lengths that have none.</param>
/// <param name="Weighting">What stands in a slot.</param>
internal sealed record NgramSettings(int Length, int Skips, bool UseAllLengths, int[] MaximumCounts, NgramExtractingEstimator.WeightingCriteria Weighting)
{
    public bool NeedsIdf => Weighting != NgramExtractingEstimator.WeightingCriteria.Tf;

    /// <summary>The shortest that counts.</summary>
    public int ShortestLength => UseAllLengths ? 1 : Length;

    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Length);
        ArgumentOutOfRangeException.ThrowIfNegative(Skips);
        if (Length + Skips > NgramWalker.MaximumReach)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Skips), Skips, $"The sum of skipLength and ngramLength must be less than or equal to {NgramWalker.MaximumReach}; the length is {Length}.");
        }
        if (Length == 1 && Skips != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Skips), Skips, "Can only be zero when ngramLength is one: a single key has nothing to skip.");
        }
        if (MaximumCounts.Length > Length || Array.Exists(MaximumCounts, count => count < 0) || MaximumCounts is [.., 0])
        {
            throw new ArgumentException(
                $"There is a maximum count for each n-gram length or less, and the last is above 0; got [{string.Join(", ", MaximumCounts)}] for length {Length}.",
                nameof(MaximumCounts));
        }
    }

    /// <summary>Most n-grams of a length.</summary>
    public int MaximumCount(int length) =>
        length < ShortestLength ? 0
        : MaximumCounts.Length == 0 ? NgramExtractingEstimator.DefaultMaximumNgramsCount
        : MaximumCounts[UseAllLengths ? Math.Min(length, MaximumCounts.Length) - 1 : 0];
}
