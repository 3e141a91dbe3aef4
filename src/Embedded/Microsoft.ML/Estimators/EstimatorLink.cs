namespace Microsoft.ML.Data;

/// <summary>An estimator of a chain.</summary>
internal readonly record struct EstimatorLink(IEstimator<ITransformer> Estimator, TransformerScope Scope, bool IsCached);
