using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Makes a <see cref="CustomMappingTransformer{TSrc, TDst}"/>; learns nothing.</summary>
public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(
        IHostEnvironment env, Action<TSrc, TDst> mapAction, string? contractName, SchemaDefinition? inputSchemaDefinition, SchemaDefinition? outputSchemaDefinition)
        : base(env.Register("CustomMapping"), new CustomMappingTransformer<TSrc, TDst>(mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (RowDefinition.Column member in Transformer.ReadColumns.Columns)
        {
            SchemaShape.Column found = inputSchema.Require(member.Name);
            SchemaShape.Column wanted = SchemaShape.Column.Of(member.Name, member.Type);
            bool kindFits = wanted.Kind == SchemaShape.Column.VectorKind.VariableVector
                ? found.Kind != SchemaShape.Column.VectorKind.Scalar
                : found.Kind == wanted.Kind;
            if (!kindFits || !wanted.ItemType.Equals(found.ItemType) || wanted.IsKey != found.IsKey)
            {
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", member.Name, wanted.GetTypeString(), found.GetTypeString());
            }
        }

        return inputSchema.With(SchemaShape.Create(Transformer.AddedColumns.ToSchema()));
    }
}
