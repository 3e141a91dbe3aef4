using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Divides each vector by its norm.</summary>
public sealed class LpNormNormalizingEstimator : LpNormNormalizingEstimatorBase
{
    internal LpNormNormalizingEstimator(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, NormFunction norm, bool ensureZeroMean)
        : base(env, columns, norm, ensureZeroMean, scale: 1)
    {
    }
}
