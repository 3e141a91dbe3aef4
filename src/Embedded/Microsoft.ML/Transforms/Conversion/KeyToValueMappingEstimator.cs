using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Maps keys to the values that the column's KeyValues annotation gives.</summary>
public sealed class KeyToValueMappingEstimator : TrivialEstimator<KeyToValueMappingTransformer>
{
    private readonly (string outputColumnName, string inputColumnName)[] _columns;

    internal KeyToValueMappingEstimator(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(nameof(KeyToValueMappingEstimator)), new KeyToValueMappingTransformer(env, columns)) => _columns = columns;

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column column = inputSchema.Require(pair.inputColumnName);
            if (!column.IsKey)
            {
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", pair.inputColumnName, "key type", column.GetTypeString());
            }
            if (!column.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values))
            {
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", pair.inputColumnName, "KeyValues annotation", "none");
            }
            return new SchemaShape.Column(pair.outputColumnName, column.Kind, values.ItemType, values.IsKey, new SchemaShape(column.Keep(AnnotationKinds.SlotNames)));
        }));
    }
}
