namespace MultimodalML.Hashing;

/// <summary>Settings of <see cref="WtaHashEstimator"/> and <see cref="WtaHasher"/>.</summary>
public sealed record WtaHashOptions
{
    /// <summary>Column to add: a vector of <see cref="byte"/>.</summary>
    /// <value>Default "Codes".</value>
    public string OutputColumnName { get; init; } = "Codes";

    /// <summary>Column to read: a fixed-length vector of <see cref="float"/>.</summary>
    /// <value>Default "Embedding".</value>
    public string InputColumnName { get; init; } = "Embedding";

    /// <summary>Codes per embedding.</summary>
    /// <value>At least 1. Default 64.</value>
    public int CodeCount { get; init; } = 64;

    /// <summary>Dimensions compared for one code; the code is the index of the largest.</summary>
    /// <value>2 to 256, and no more than the embedding has. Default 16.</value>
    public int WindowSize { get; init; } = 16;

    /// <summary>Seed of the permutations: one seed, the same codes on every machine.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; init; } = 1;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(OutputColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(InputColumnName);
        ArgumentOutOfRangeException.ThrowIfLessThan(CodeCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(WindowSize, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(WindowSize, 256);
    }
}
