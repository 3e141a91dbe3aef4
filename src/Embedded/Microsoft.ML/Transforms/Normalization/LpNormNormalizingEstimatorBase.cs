using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Scales each vector by a norm of its own.</summary>
public abstract class LpNormNormalizingEstimatorBase : TrivialEstimator<LpNormNormalizingTransformer>
{
    private readonly (string outputColumnName, string inputColumnName)[] _columns;

    private protected LpNormNormalizingEstimatorBase(
        IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, NormFunction norm, bool ensureZeroMean, float scale)
        : base(env.Register(nameof(LpNormNormalizingEstimator)), new LpNormNormalizingTransformer(env, columns, norm, ensureZeroMean, scale)) => _columns = columns;

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column column = inputSchema.Require(pair.inputColumnName);
            if (column.Kind != SchemaShape.Column.VectorKind.Vector || !column.ItemType.Equals(NumberDataViewType.Single) || column.IsKey)
            {
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", pair.inputColumnName, "known-size vector of Single", column.GetTypeString());
            }
            var annotations = new SchemaShape([.. column.Keep(AnnotationKinds.SlotNames), AnnotationExtensions.IsNormalizedShape]);
            return new SchemaShape.Column(pair.outputColumnName, column.Kind, column.ItemType, isKey: false, annotations);
        }));
    }

    public enum NormFunction : byte
    {
        L2 = 0,
        StandardDeviation = 1,
        L1 = 2,
        Infinity = 3,
    }
}
