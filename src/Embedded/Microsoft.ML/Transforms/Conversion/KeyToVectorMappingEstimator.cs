using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Maps a key to a vector with 1 in its slot and 0 elsewhere; a vector of keys to as many such vectors, or to their sum.</summary>
public sealed class KeyToVectorMappingEstimator : TrivialEstimator<KeyToVectorMappingTransformer>
{
    private readonly (string outputColumnName, string inputColumnName)[] _columns;
    private readonly bool _outputCountVector;

    internal KeyToVectorMappingEstimator(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, bool outputCountVector)
        : base(env.Register(nameof(KeyToVectorMappingEstimator)), new KeyToVectorMappingTransformer(env, columns, outputCountVector)) =>
        (_columns, _outputCountVector) = (columns, outputCountVector);

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column column = inputSchema.Require(pair.inputColumnName);
            if (!column.IsKey)
            {
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", pair.inputColumnName, "key type of known count", column.GetTypeString());
            }
            return OutputShape(pair.outputColumnName, column, _outputCountVector);
        }));
    }

    /// <summary>The shape of what a key column becomes.</summary>
    internal static SchemaShape.Column OutputShape(string name, SchemaShape.Column column, bool outputCountVector)
    {
        bool isVariable = column.Kind == SchemaShape.Column.VectorKind.VariableVector;
        var annotations = new List<SchemaShape.Column>();
        if (column.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values) && values.ItemType is TextDataViewType && (outputCountVector || !isVariable))
        {
            annotations.Add(AnnotationExtensions.SlotNamesShape);
        }
        if (!outputCountVector && !isVariable)
        {
            annotations.Add(AnnotationExtensions.CategoricalSlotRangesShape);
        }
        if (!outputCountVector || column.Kind == SchemaShape.Column.VectorKind.Scalar)
        {
            annotations.Add(AnnotationExtensions.IsNormalizedShape);
        }
        SchemaShape.Column.VectorKind kind = isVariable && !outputCountVector ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector;
        return new SchemaShape.Column(name, kind, NumberDataViewType.Single, isKey: false, new SchemaShape(annotations));
    }
}
