using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Text;

/// <summary>Changes case, and drops diacritics, punctuation or numbers.</summary>
public sealed class TextNormalizingEstimator : TrivialEstimator<TextNormalizingTransformer>
{
    private readonly (string outputColumnName, string inputColumnName)[] _columns;

    internal TextNormalizingEstimator(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, TextCleaner cleaner)
        : base(env.Register(nameof(TextNormalizingEstimator)), new TextNormalizingTransformer(env, columns, cleaner)) => _columns = columns;

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column column = TextColumns.Require(inputSchema, pair.inputColumnName);
            SchemaShape.Column.VectorKind kind = column.Kind == SchemaShape.Column.VectorKind.Scalar ? column.Kind : SchemaShape.Column.VectorKind.VariableVector;
            return new SchemaShape.Column(pair.outputColumnName, kind, TextDataViewType.Instance, isKey: false);
        }));
    }

    public enum CaseMode
    {
        Lower = 0,
        Upper = 1,
        None = 2,
    }
}
