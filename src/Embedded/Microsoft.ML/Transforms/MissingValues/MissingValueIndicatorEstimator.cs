using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Says of each value whether it is missing: NaN, or key 0.</summary>
public sealed class MissingValueIndicatorEstimator : TrivialEstimator<MissingValueIndicatorTransformer>
{
    private readonly (string outputColumnName, string inputColumnName)[] _columns;

    internal MissingValueIndicatorEstimator(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(nameof(MissingValueIndicatorEstimator)), new MissingValueIndicatorTransformer(env, columns)) => _columns = columns;

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column column = inputSchema.Require(pair.inputColumnName);
            if (!column.IsKey && column.ItemType.RawType != typeof(float) && column.ItemType.RawType != typeof(double))
            {
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", pair.inputColumnName, "Single, Double or key", column.GetTypeString());
            }
            var annotations = new SchemaShape([.. column.Keep(AnnotationKinds.SlotNames), AnnotationExtensions.IsNormalizedShape]);
            return new SchemaShape.Column(pair.outputColumnName, column.Kind, BooleanDataViewType.Instance, isKey: false, annotations);
        }));
    }
}
