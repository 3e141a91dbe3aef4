namespace MultimodalML.Fusion;

/// <summary>Settings of the path beside the network: the inputs themselves, lifted and whitened in closed form. See <see cref="MultimodalFuseOptions.Path"/>.</summary>
/// <remarks>A modality of more than 256 values is whitened without the lift. Projecting such a one to some 64 principal components first (<c>ProjectToPrincipalComponents</c>) serves better; one of more than 4,096 is refused.</remarks>
public sealed record PathOptions
{
    /// <summary>Frequencies ω of sin ωz and cos ωz, for inputs z of deviation 1.</summary>
    /// <value>Each above 0; an empty list leaves them out. Default null: 0.7 and 1.4, or 1, 2 and 3 (and no projections) where cross-validation on the training rows finds the nearest class mean more often with them.</value>
    public IReadOnlyList<float>? Frequencies { get; init; }

    /// <summary>Cosines of random projections, for every value of the modality. With none, and no frequencies, the path is linear.</summary>
    /// <value>0 to 100. Default null: 2, or what is chosen with <see cref="Frequencies"/>.</value>
    public double? ProjectionsPerValue { get; init; }

    /// <summary>How far correlations are shrunk towards none: 1 scales each value by itself, small values trust few rows too much.</summary>
    /// <value>Above 0, at most 1. Default 0.3.</value>
    public double Shrinkage { get; init; } = 0.3;

    /// <summary>A modality of more values is first projected on so many principal components of all rows, labelled or not, and then not lifted.</summary>
    /// <value>At least 1. Default null: never, as components of large variance need not be those that tell classes apart.</value>
    public int? PrincipalComponents { get; init; }

    /// <summary>Share of the covariance of all rows, labelled or not, mixed into that within classes: keeps values that hardly vary within the known classes from being blown up where others vary.</summary>
    /// <value>0 up to, not including, 1. Default 0.</value>
    public double TotalShare { get; init; }

    internal void Validate()
    {
        Throw.IfNotInRange(TotalShare, 0, double.BitDecrement(1), nameof(TotalShare));
        if (PrincipalComponents is { } components)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(components, 1, nameof(PrincipalComponents));
        }

        foreach (float frequency in Frequencies ?? [])
        {
            Throw.IfNotInRange(frequency, float.Epsilon, float.MaxValue, nameof(Frequencies));
        }
        Throw.IfNotInRange(ProjectionsPerValue ?? 0, 0, 100, nameof(ProjectionsPerValue));
        Throw.IfNotInRange(Shrinkage, double.Epsilon, 1, nameof(Shrinkage));
    }
}
