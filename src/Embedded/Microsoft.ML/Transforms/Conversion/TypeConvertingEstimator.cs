using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Converts columns to another type by the standard conversions.</summary>
public sealed class TypeConvertingEstimator : TrivialEstimator<TypeConvertingTransformer>
{
    private readonly (string outputColumnName, string inputColumnName)[] _columns;
    private readonly PrimitiveDataViewType _outputType;

    internal TypeConvertingEstimator(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, DataKind outputKind)
        : base(env.Register(nameof(TypeConvertingEstimator)), new TypeConvertingTransformer(env, columns, outputKind)) =>
        (_columns, _outputType) = (columns, PrimitiveTypes.FromKind(outputKind));

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column column = inputSchema.Require(pair.inputColumnName);
            bool keyFits = !column.IsKey || KeyDataViewType.IsValidDataType(_outputType.RawType);
            if (!keyFits || ItemConversion.Find(column.ItemType.RawType, _outputType.RawType) is null)
            {
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", pair.inputColumnName, $"a type that converts to {_outputType}", column.GetTypeString());
            }
            var annotations = new List<SchemaShape.Column>();
            if (column.Kind != SchemaShape.Column.VectorKind.VariableVector)
            {
                annotations.AddRange(column.Keep(AnnotationKinds.SlotNames));
            }
            if (column.IsKey)
            {
                annotations.AddRange(column.Keep(AnnotationKinds.KeyValues));
            }
            if (column.ItemType is NumberDataViewType && _outputType is NumberDataViewType)
            {
                annotations.AddRange(column.Keep(AnnotationKinds.IsNormalized));
            }
            if (column.ItemType is BooleanDataViewType && _outputType is NumberDataViewType && column.Kind == SchemaShape.Column.VectorKind.Scalar)
            {
                annotations.Add(AnnotationExtensions.IsNormalizedShape);
            }
            return new SchemaShape.Column(pair.outputColumnName, column.Kind, _outputType, column.IsKey, new SchemaShape(annotations));
        }));
    }
}
