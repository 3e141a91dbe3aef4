using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Bringing features to one scale.</summary>
public static class NormalizationCatalog
{
    /// <summary>Scales by the range of the values seen.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column to make.</param>
    /// <param name="inputColumnName">The column to read, Single or Double or a known-size vector of them; null: the one of the same name.</param>
    /// <param name="maximumExampleCount">Rows to learn from, from the first on.</param>
    /// <param name="fixZero">Whether zero stays zero, which keeps sparse vectors sparse.</param>
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        long maximumExampleCount = NormalizingEstimator.DefaultMaximumExampleCount,
        bool fixZero = true) =>
        new(catalog.GetEnvironment(), ColumnPairs.Of(outputColumnName, inputColumnName), NormalizerKind.MinMax, fixZero, maximumExampleCount);

    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        long maximumExampleCount = NormalizingEstimator.DefaultMaximumExampleCount,
        bool fixZero = true) =>
        new(catalog.GetEnvironment(), ColumnPairs.Of(columns), NormalizerKind.MinMax, fixZero, maximumExampleCount);

    /// <summary>Scales by mean and variance of the values seen.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column to make.</param>
    /// <param name="inputColumnName">The column to read, Single or Double or a known-size vector of them; null: the one of the same name.</param>
    /// <param name="maximumExampleCount">Rows to learn from, from the first on.</param>
    /// <param name="fixZero">Whether zero stays zero, which keeps sparse vectors sparse.</param>
    /// <param name="useCdf">Whether to give the value of the normal distribution function instead.</param>
    public static NormalizingEstimator NormalizeMeanVariance(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        long maximumExampleCount = NormalizingEstimator.DefaultMaximumExampleCount,
        bool fixZero = true,
        bool useCdf = false) =>
        new(catalog.GetEnvironment(), ColumnPairs.Of(outputColumnName, inputColumnName), KindFor(useCdf), fixZero, maximumExampleCount);

    public static NormalizingEstimator NormalizeMeanVariance(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        long maximumExampleCount = NormalizingEstimator.DefaultMaximumExampleCount,
        bool fixZero = true,
        bool useCdf = false) =>
        new(catalog.GetEnvironment(), ColumnPairs.Of(columns), KindFor(useCdf), fixZero, maximumExampleCount);

    /// <summary>Divides each vector by its norm.</summary>
    public static LpNormNormalizingEstimator NormalizeLpNorm(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        LpNormNormalizingEstimatorBase.NormFunction norm = LpNormNormalizingEstimatorBase.NormFunction.L2,
        bool ensureZeroMean = false) =>
        new(catalog.GetEnvironment(), ColumnPairs.Of(outputColumnName, inputColumnName), norm, ensureZeroMean);

    /// <summary>Takes the mean off each vector and scales it to norm <paramref name="scale"/>.</summary>
    public static GlobalContrastNormalizingEstimator NormalizeGlobalContrast(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        bool ensureZeroMean = true,
        bool ensureUnitStandardDeviation = false,
        float scale = 1) =>
        new(catalog.GetEnvironment(), ColumnPairs.Of(outputColumnName, inputColumnName), ensureZeroMean, ensureUnitStandardDeviation, scale);

    private static NormalizerKind KindFor(bool useCdf) => useCdf ? NormalizerKind.MeanVarianceCdf : NormalizerKind.MeanVariance;
}
