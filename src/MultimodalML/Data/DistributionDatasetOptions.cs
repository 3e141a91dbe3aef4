namespace MultimodalML.Data;

/// <summary>Settings of <see cref="DistributionDataset"/>.</summary>
public sealed record DistributionDatasetOptions
{
    /// <summary>Number of classes.</summary>
    /// <value>At least 1. Default 100.</value>
    public int ClassCount { get; init; } = 100;

    /// <summary>Dimensions of each modality.</summary>
    /// <value>Each at least 1. Default 6, 9 and 4.</value>
    public IReadOnlyList<int> Dimensions { get; init; } = [6, 9, 4];

    /// <summary>Mean standard deviation of each modality's dimensions; the centres lie in 0 to 1.</summary>
    /// <value>Each above 0; as many as dimensions. Default 0.23, 0.29 and 0.22.</value>
    public IReadOnlyList<double> Spreads { get; init; } = [0.23, 0.29, 0.22];

    /// <summary>Training items of each class.</summary>
    /// <value>At least 1. Default 1,000.</value>
    public int TrainPerClass { get; init; } = 1000;

    /// <summary>Test items of each class.</summary>
    /// <value>At least 1. Default 100.</value>
    public int TestPerClass { get; init; } = 100;

    /// <summary>Seed: the same data on every machine.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; init; } = 1;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ClassCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(TrainPerClass, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(TestPerClass, 1);
        ArgumentNullException.ThrowIfNull(Dimensions);
        ArgumentNullException.ThrowIfNull(Spreads);
        ArgumentOutOfRangeException.ThrowIfZero(Dimensions.Count);
        if (Dimensions.Count != Spreads.Count)
        {
            throw new ArgumentException($"Dimensions has {Dimensions.Count} values and Spreads {Spreads.Count}; each modality needs one of both.");
        }

        foreach (int dimension in Dimensions)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1, nameof(Dimensions));
        }

        foreach (double spread in Spreads)
        {
            if (!(spread > 0 && double.IsFinite(spread)))
            {
                throw new ArgumentOutOfRangeException(nameof(Spreads), spread, "Each spread must be above 0.");
            }
        }
    }
}
