using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML;

/// <summary>Clustering by k-means.</summary>
public static class KMeansClusteringExtensions
{
    /// <summary>Trains k-means.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="featureColumnName">A known-size vector of Single.</param>
    /// <param name="exampleWeightColumnName">A Single column, or null: all rows count alike.</param>
    /// <param name="numberOfClusters">Clusters to find.</param>
    public static KMeansTrainer KMeans(
        this ClusteringCatalog.ClusteringTrainers catalog, string featureColumnName = "Features", string? exampleWeightColumnName = null, int numberOfClusters = 5) =>
        catalog.KMeans(new KMeansTrainer.Options { FeatureColumnName = featureColumnName, ExampleWeightColumnName = exampleWeightColumnName, NumberOfClusters = numberOfClusters });

    public static KMeansTrainer KMeans(this ClusteringCatalog.ClusteringTrainers catalog, KMeansTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.GetEnvironment(), options);
    }
}
