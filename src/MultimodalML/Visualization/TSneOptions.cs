namespace MultimodalML.Visualization;

/// <summary>Settings of <see cref="TSne"/>. The defaults suit hundreds to some ten thousand points.</summary>
public sealed record TSneOptions
{
    /// <summary>About how many neighbours count for each point.</summary>
    /// <value>At least 1; at most a third of the other points is used, whatever is set. Default 30.</value>
    public double Perplexity { get; init; } = 30;

    /// <summary>Steps of gradient descent.</summary>
    /// <value>At least 1. Default 1,000.</value>
    public int Iterations { get; init; } = 1000;

    /// <summary>Step size; null chooses points / <see cref="EarlyExaggeration"/> / 4, at least 50 (Belkina et al. 2019).</summary>
    /// <value>Above 0, or null (default).</value>
    public double? LearningRate { get; init; }

    /// <summary>Factor on the attraction in the first quarter of the iterations (at most 250), so that clusters form.</summary>
    /// <value>At least 1. Default 12.</value>
    public double EarlyExaggeration { get; init; } = 12;

    /// <summary>Barnes-Hut: a cell counts as one point when its side is below this part of its distance. 0 is exact and slow.</summary>
    /// <value>0 to 0.7. Default 0.5.</value>
    public double Theta { get; init; } = 0.5;

    /// <summary>Up to so many points all pairs repel each other exactly; above, by Barnes-Hut.</summary>
    /// <value>At least 0. Default 1,500, about where Barnes-Hut becomes the faster.</value>
    public int ExactLimit { get; init; } = 1500;

    /// <summary>Where the points start.</summary>
    public TSneInitialization Initialization { get; init; } = TSneInitialization.PrincipalComponents;

    /// <summary>Seed of all that is drawn. Same seed, same data, same hardware: same layout.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Told every 50 iterations and at the end.</summary>
    public IProgress<TSneProgress>? Progress { get; init; }

    /// <summary>Ends the descent early; the layout reached so far is returned.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal void Validate()
    {
        if (!(Perplexity >= 1 && double.IsFinite(Perplexity)))
        {
            throw new ArgumentOutOfRangeException(nameof(Perplexity), Perplexity, "Perplexity counts neighbours; it must be at least 1.");
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(Iterations, 1);
        if (LearningRate is double rate && !(rate > 0 && double.IsFinite(rate)))
        {
            throw new ArgumentOutOfRangeException(nameof(LearningRate), rate, "LearningRate must be above 0, or null to have it chosen.");
        }
        if (!(EarlyExaggeration >= 1 && double.IsFinite(EarlyExaggeration)))
        {
            throw new ArgumentOutOfRangeException(nameof(EarlyExaggeration), EarlyExaggeration, "EarlyExaggeration must be at least 1.");
        }
        if (!(Theta is >= 0 and <= 0.7))
        {
            throw new ArgumentOutOfRangeException(nameof(Theta), Theta, "Theta must be 0 to 0.7.");
        }
        ArgumentOutOfRangeException.ThrowIfNegative(ExactLimit);
        if (!Enum.IsDefined(Initialization))
        {
            throw new ArgumentOutOfRangeException(nameof(Initialization), Initialization, "Initialization is PrincipalComponents or Random.");
        }
    }
}
