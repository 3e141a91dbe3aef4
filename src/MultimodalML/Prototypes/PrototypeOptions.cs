namespace MultimodalML.Prototypes;

/// <summary>Settings of <see cref="PrototypeTrainer"/> and <see cref="PrototypeSet"/>.</summary>
public sealed record PrototypeOptions
{
    /// <summary>Column with the classes: a key of <see cref="uint"/>.</summary>
    /// <value>Default "Label".</value>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>Column with the embeddings: a fixed-length vector of <see cref="float"/>.</summary>
    /// <value>Default "Embedding".</value>
    public string FeatureColumnName { get; init; } = "Embedding";

    /// <summary>How far an embedding is from a prototype.</summary>
    /// <value>Default cosine.</value>
    public PrototypeDistance Distance { get; init; } = PrototypeDistance.Cosine;

    /// <summary>Items of each class that its prototypes are made from, drawn at random with replacement, so that more than there are can be asked for.</summary>
    /// <value>At least 1, or null for all items, each once. Default null.</value>
    public int? SupportPerClass { get; init; }

    /// <summary>Prototypes of each class: 1 is the average of its support items; more are their k-means centres, for classes that fall into groups.</summary>
    /// <value>At least 1; a class with fewer different items gets as many. Default 1.</value>
    public int PrototypesPerClass { get; init; } = 1;

    /// <summary>Divides the distances before the softmax: smaller makes surer probabilities. The order of the classes does not depend on it.</summary>
    /// <value>Above 0, in the unit of the distance, or null to choose the one under which the items are most probable. Default null.</value>
    public double? Temperature { get; init; }

    /// <summary>Seed of the draws, the same on every machine.</summary>
    /// <value>Null for one drawn from the <c>MLContext</c>'s. Default null.</value>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(LabelColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(FeatureColumnName);
        ArgumentOutOfRangeException.ThrowIfLessThan(PrototypesPerClass, 1);
        if (!Enum.IsDefined(Distance))
        {
            throw new ArgumentOutOfRangeException(nameof(Distance), Distance, "Distance is Cosine or SquaredEuclidean.");
        }

        if (SupportPerClass is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(SupportPerClass), SupportPerClass, "SupportPerClass is at least 1, or null for all items.");
        }

        if (Temperature is { } temperature && !(temperature > 0 && double.IsFinite(temperature)))
        {
            throw new ArgumentOutOfRangeException(nameof(Temperature), Temperature, "Temperature is above 0, or null to choose it.");
        }
    }
}
