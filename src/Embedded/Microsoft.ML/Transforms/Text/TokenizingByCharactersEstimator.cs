using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Text;

/// <summary>Splits texts into characters, each the key of its code.</summary>
public sealed class TokenizingByCharactersEstimator : TrivialEstimator<TokenizingByCharactersTransformer>
{
    private readonly (string outputColumnName, string inputColumnName)[] _columns;

    internal TokenizingByCharactersEstimator(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, bool useMarkerCharacters)
        : base(env.Register(nameof(TokenizingByCharactersEstimator)), new TokenizingByCharactersTransformer(env, columns, useMarkerCharacters)) => _columns = columns;

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column column = TextColumns.Require(inputSchema, pair.inputColumnName);
            var keyValues = new SchemaShape.Column(AnnotationKinds.KeyValues, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, isKey: false);
            var annotations = new SchemaShape([.. column.Keep(AnnotationKinds.SlotNames), keyValues]);
            return new SchemaShape.Column(pair.outputColumnName, SchemaShape.Column.VectorKind.VariableVector, NumberDataViewType.UInt16, isKey: true, annotations);
        }));
    }
}
