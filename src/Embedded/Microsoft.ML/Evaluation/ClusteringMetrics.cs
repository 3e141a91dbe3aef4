namespace Microsoft.ML.Data;

/// <summary>How well clusters fit.</summary>
public sealed class ClusteringMetrics
{
    internal ClusteringMetrics(ClusteringTally tally, bool hasFeatures)
    {
        NormalizedMutualInformation = tally.NormalizedMutualInformation;
        AverageDistance = tally.AverageDistance;
        DaviesBouldinIndex = hasFeatures ? tally.DaviesBouldinIndex : 0;
    }

    /// <summary>Mutual information of clusters and classes over the entropy of the classes, 0 to 1; NaN without labels. Splitting a class lowers it not.</summary>
    public double NormalizedMutualInformation { get; }

    /// <summary>Mean of the score of the nearest cluster.</summary>
    public double AverageDistance { get; }

    /// <summary>Mean over the clusters of the worst ratio of spread to separation, lower is better; 0 without features.</summary>
    public double DaviesBouldinIndex { get; }
}
