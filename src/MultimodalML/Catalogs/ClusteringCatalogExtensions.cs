using Microsoft.ML;
using MultimodalML.Evaluation;

namespace MultimodalML;

/// <summary>Measures of discovered categories, under <c>mlContext.Clustering</c>.</summary>
public static class ClusteringCatalogExtensions
{
    /// <summary>Measures discovered categories against the true ones: accuracy by one assignment, in all and for old and new classes, and what else <see cref="DiscoveryMetrics"/> holds.</summary>
    /// <remarks>The columns are read in one pass. Rows without a true label (key 0) are left out; a row without a predicted one counts as wrong. Names of the key columns are compared as text.</remarks>
    /// <param name="catalog">The clustering tasks of an <see cref="MLContext"/>.</param>
    /// <param name="data">Predicted rows.</param>
    /// <param name="labelColumnName">Key column with the true classes.</param>
    /// <param name="predictedLabelColumnName">Key column with the categories found.</param>
    /// <param name="knownLabelColumnName">Key column with the labels that training saw: rows that have one are left out, and a class is old when one of them names it.
    /// Null, for rows that were not trained on: all count, and a class is old when a predicted category bears its name.</param>
    /// <param name="featureColumnName">Column with a fixed-length vector of <see cref="float"/>, such as the embedding: adds the silhouette. Null for none.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type, or no row is left to measure; the message says which.</exception>
    public static DiscoveryMetrics EvaluateDiscovery(
        this ClusteringCatalog catalog,
        IDataView data,
        string labelColumnName = "Label",
        string predictedLabelColumnName = "PredictedLabel",
        string? knownLabelColumnName = null,
        string? featureColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        return DiscoveryColumns.Evaluate(data, labelColumnName, predictedLabelColumnName, knownLabelColumnName, featureColumnName);
    }
}
