using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class ClusteringCatalog
{
    /// <summary>Metrics of clustered data.</summary>
    /// <param name="data">Clustered data.</param>
    /// <param name="labelColumnName">Key or Single; null: no mutual information.</param>
    /// <param name="scoreColumnName">Known-size vector of Single: the distance to each cluster.</param>
    /// <param name="featureColumnName">Known-size vector of Single, read in a second pass; null: no Davies-Bouldin index.</param>
    public ClusteringMetrics Evaluate(IDataView data, string? labelColumnName = null, string scoreColumnName = "Score", string? featureColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(scoreColumnName);
        RequireNotEmpty(labelColumnName, nameof(labelColumnName));
        RequireNotEmpty(featureColumnName, nameof(featureColumnName));
        return ClusteringEvaluator.Evaluate(data, labelColumnName, scoreColumnName, featureColumnName);
    }

    /// <summary>Trains on all folds but one and evaluates on that one, for each fold.</summary>
    public IReadOnlyList<CrossValidationResult<ClusteringMetrics>> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string? labelColumnName = null,
        string? featuresColumnName = null,
        string? samplingKeyColumnName = null,
        int? seed = null) =>
        CrossValidateTrain(
            data, estimator, numberOfFolds, samplingKeyColumnName, seed, scored => Evaluate(scored, labelColumnName, featureColumnName: featuresColumnName));

    private static void RequireNotEmpty(string? name, string parameter)
    {
        if (name is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        }
    }
}
