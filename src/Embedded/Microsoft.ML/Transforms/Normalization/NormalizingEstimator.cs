using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Learns offset and scale of each slot in one pass over the data.</summary>
/// <remarks>
/// <para>With fixZero zero stays zero: x / max(|min|, |max|), or x / √(variance + mean²). Without: (x − min) / (max − min), or (x − mean) / standard deviation.</para>
/// <para>A slot that is constant, or has no value, becomes 0. NaN is not counted and stays NaN. The variance is that of the population.</para>
/// </remarks>
public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    internal const long DefaultMaximumExampleCount = 1_000_000_000;
    private readonly IHost _host;
    private readonly (string outputColumnName, string inputColumnName)[] _columns;
    private readonly NormalizerKind _kind;
    private readonly bool _fixZero;
    private readonly long _maximumExampleCount;

    internal NormalizingEstimator(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, NormalizerKind kind, bool fixZero, long maximumExampleCount)
    {
        if (maximumExampleCount <= 1)
        {
            throw new ArgumentOutOfRangeException(nameof(maximumExampleCount), maximumExampleCount, "Must be greater than 1");
        }
        _host = env.Register(nameof(NormalizingEstimator));
        (_columns, _kind, _fixZero, _maximumExampleCount) = (columns, kind, fixZero, maximumExampleCount);
    }

    public NormalizingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column[] columns = [.. _columns.Select(c => input.Schema.Require(c.inputColumnName))];
        using DataViewRowCursor cursor = input.GetRowCursor(columns.DistinctBy(c => c.Index));
        SlotStatistics[] statistics = [.. columns.Select(c => SlotStatistics.Create(cursor, c, _kind, _fixZero))];
        for (long row = 0; row < _maximumExampleCount && cursor.MoveNext(); row++)
        {
            foreach (SlotStatistics column in statistics)
            {
                column.AddRow();
            }
        }
        return new NormalizingTransformer(_host, _columns, [.. statistics.Select(s => s.Finish())]);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column column = inputSchema.Require(pair.inputColumnName);
            if (column.Kind == SchemaShape.Column.VectorKind.VariableVector)
            {
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", pair.inputColumnName, "known-size vector or scalar", column.GetTypeString());
            }
            if (column.IsKey || !(column.ItemType.Equals(NumberDataViewType.Single) || column.ItemType.Equals(NumberDataViewType.Double)))
            {
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", pair.inputColumnName, "vector or scalar of Single or Double", column.GetTypeString());
            }
            var annotations = new SchemaShape([AnnotationExtensions.IsNormalizedShape, .. column.Keep(AnnotationKinds.SlotNames)]);
            return new SchemaShape.Column(pair.outputColumnName, column.Kind, column.ItemType, isKey: false, annotations);
        }));
    }
}
