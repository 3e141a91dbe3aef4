namespace Microsoft.ML.Transforms;

/// <summary>What a normalizer learns.</summary>
internal enum NormalizerKind : byte
{
    MinMax,
    MeanVariance,
    MeanVarianceCdf,
}
