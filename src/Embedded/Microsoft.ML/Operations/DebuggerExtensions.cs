using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Reads some rows at once, to look at in a debugger. Not for production code.</summary>
public static class DebuggerExtensions
{
    private const int MaxRows = 100;

    public static DataDebuggerPreview Preview(this IDataView data, int maxRows = MaxRows)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(maxRows);
        return new DataDebuggerPreview(data, maxRows);
    }

    public static DataDebuggerPreview Preview(this ITransformer transformer, IDataView data, int maxRows = MaxRows)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return transformer.Transform(data).Preview(maxRows);
    }

    /// <summary>Fits on the first rows, and shows what the transformer makes of them.</summary>
    public static DataDebuggerPreview Preview(this IEstimator<ITransformer> estimator, IDataView data, int maxRows = MaxRows, int maxTrainingRows = MaxRows)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(data);
        return estimator.Fit(new RowWindowDataView(data, 0, maxTrainingRows)).Transform(data).Preview(maxRows);
    }
}
