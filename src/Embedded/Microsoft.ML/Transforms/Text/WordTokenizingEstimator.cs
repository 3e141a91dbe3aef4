using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Text;

/// <summary>Splits texts into words.</summary>
public sealed class WordTokenizingEstimator : TrivialEstimator<WordTokenizingTransformer>
{
    private readonly (string outputColumnName, string inputColumnName)[] _columns;

    internal WordTokenizingEstimator(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, char[]? separators)
        : base(env.Register(nameof(WordTokenizingEstimator)), new WordTokenizingTransformer(env, columns, separators ?? [' '])) => _columns = columns;

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            TextColumns.Require(inputSchema, pair.inputColumnName);
            return new SchemaShape.Column(pair.outputColumnName, SchemaShape.Column.VectorKind.VariableVector, TextDataViewType.Instance, isKey: false);
        }));
    }
}
