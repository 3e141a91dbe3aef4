using System.Globalization;

namespace MultimodalML.Evaluation;

/// <summary>How well discovered categories agree with the true ones. Higher is better throughout.</summary>
/// <remarks>
/// One assignment pairs clusters with classes over all items; accuracies of old and new classes are parts of it, as in generalised category discovery (Vaze et al., CVPR 2022, arXiv:2201.02609,
/// section 4.1). Assigning old and new classes apart would flatter both. <see cref="ClusteringMeasures"/> has formulas, sources and what holds in edge cases.
/// </remarks>
public sealed record DiscoveryMetrics
{
    /// <summary>Share of items whose cluster is paired with their class, 0 to 1. Random guessing gets about 1 / <see cref="ClassCount"/>.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The share among items of old classes, of which training had labels; NaN when there is no such item.</summary>
    public required double OldAccuracy { get; init; }

    /// <summary>The share among items of new classes, of which training had no label; NaN when there is no such item.</summary>
    public required double NewAccuracy { get; init; }

    /// <summary>Mutual information over the arithmetic mean of the entropies, 0 to 1.</summary>
    public required double NormalizedMutualInformation { get; init; }

    /// <summary>Mutual information beyond chance, 1 at most; chance gets 0.</summary>
    public required double AdjustedMutualInformation { get; init; }

    /// <summary>Pairs put together or apart rightly, beyond chance, −0.5 to 1; chance gets 0.</summary>
    public required double AdjustedRandIndex { get; init; }

    /// <summary>Harmonic mean of <see cref="Homogeneity"/> and <see cref="Completeness"/>, 0 to 1; equals <see cref="NormalizedMutualInformation"/>.</summary>
    public double VMeasure => NormalizedMutualInformation;

    /// <summary>Whether each cluster holds one class only, 0 to 1.</summary>
    public required double Homogeneity { get; init; }

    /// <summary>Whether each class is in one cluster only, 0 to 1.</summary>
    public required double Completeness { get; init; }

    /// <summary>Share of items that are of their cluster's most frequent class, 0 to 1.</summary>
    public required double Purity { get; init; }

    /// <summary>Whether the clusters are dense and apart in the vectors given, −1 to 1; null without vectors, NaN for a single cluster.</summary>
    public double? Silhouette { get; init; }

    /// <summary>Items measured: those with a true class.</summary>
    public required int ItemCount { get; init; }

    /// <summary>Of them, items of old classes; the others are of new ones.</summary>
    public required int OldItemCount { get; init; }

    /// <summary>Of them, items without a prediction, which count as wrong.</summary>
    public required int UnpredictedCount { get; init; }

    /// <summary>Classes that occur among the items.</summary>
    public required int ClassCount { get; init; }

    /// <summary>Clusters that hold an item.</summary>
    public required int ClusterCount { get; init; }

    /// <summary>Clusters against classes, pairs on the diagonal.</summary>
    public required ConfusionTable ConfusionTable { get; init; }

    /// <summary>The measures in one line, in percent where they are shares.</summary>
    public override string ToString()
    {
        string parts = OldItemCount > 0 && OldItemCount < ItemCount ? string.Create(CultureInfo.InvariantCulture, $" (old {100 * OldAccuracy:f1}, new {100 * NewAccuracy:f1})") : "";
        string silhouette = Silhouette is { } value ? string.Create(CultureInfo.InvariantCulture, $", silhouette {value:f3}") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"accuracy {100 * Accuracy:f1}{parts}, NMI {100 * NormalizedMutualInformation:f1}, AMI {100 * AdjustedMutualInformation:f1}, ARI {100 * AdjustedRandIndex:f1}, purity {100 * Purity:f1}{silhouette}; {ItemCount} items of {ClassCount} classes in {ClusterCount} clusters");
    }
}
