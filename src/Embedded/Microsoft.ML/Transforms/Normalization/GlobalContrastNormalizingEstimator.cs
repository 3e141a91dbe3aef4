using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Takes the mean off each vector and scales it to one norm.</summary>
public sealed class GlobalContrastNormalizingEstimator : LpNormNormalizingEstimatorBase
{
    internal GlobalContrastNormalizingEstimator(
        IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, bool ensureZeroMean, bool ensureUnitStandardDeviation, float scale)
        : base(env, columns, ensureUnitStandardDeviation ? NormFunction.StandardDeviation : NormFunction.L2, ensureZeroMean, RequirePositive(scale))
    {
    }

    private static float RequirePositive(float scale) => scale > 0 && float.IsFinite(scale)
        ? scale
        : throw new ArgumentOutOfRangeException(nameof(scale), scale, "Must be positive and finite.");
}
