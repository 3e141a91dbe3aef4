using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Makes a <see cref="ColumnConcatenatingTransformer"/>.</summary>
public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly string _outputColumnName;
    private readonly string[] _inputColumnNames;

    internal ColumnConcatenatingEstimator(IHostEnvironment env, string outputColumnName, params string[] inputColumnNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        if (inputColumnNames is not { Length: > 0 })
        {
            throw new ArgumentException("Input columns must be specified", nameof(inputColumnNames));
        }

        if (Array.Exists(inputColumnNames, string.IsNullOrEmpty))
        {
            throw new ArgumentException("Contains some null or empty items", nameof(inputColumnNames));
        }

        (_environment, _outputColumnName, _inputColumnNames) = (env, outputColumnName, inputColumnNames);
    }

    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new ColumnConcatenatingTransformer(_environment, _outputColumnName, _inputColumnNames);
        transformer.GetOutputSchema(input.Schema); // finds what does not fit
        return transformer;
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column[] inputs = [.. _inputColumnNames.Select(name => inputSchema.Require(name))];
        foreach (SchemaShape.Column input in inputs)
        {
            if (input.IsKey)
            {
                throw new InvalidOperationException($"Column '{input.Name}' is key. Concatenation of keys is unsupported.");
            }

            if (!input.ItemType.Equals(inputs[0].ItemType))
            {
                throw new InvalidOperationException(
                    $"Concatenated columns should have the same type. Column '{input.Name}' has type of {input.ItemType}, but expected column type is {inputs[0].ItemType}.");
            }
        }

        bool isVariable = Array.Exists(inputs, c => c.Kind == SchemaShape.Column.VectorKind.VariableVector);
        bool hasSlotNames = !isVariable && Array.Exists(inputs, c => c.Kind == SchemaShape.Column.VectorKind.Scalar || c.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out _));
        bool hasCategories = !isVariable && Array.Exists(inputs, c => c.Annotations.TryFindColumn(AnnotationKinds.CategoricalSlotRanges, out _));
        bool isNormalized = Array.TrueForAll(inputs, c => c.Annotations.TryFindColumn(AnnotationKinds.IsNormalized, out _));
        IEnumerable<(bool Has, SchemaShape.Column Shape)> annotations =
        [
            (hasSlotNames, AnnotationExtensions.SlotNamesShape),
            (isNormalized, AnnotationExtensions.IsNormalizedShape),
            (hasCategories, AnnotationExtensions.CategoricalSlotRangesShape),
        ];
        SchemaShape.Column.VectorKind kind = isVariable ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector;
        return inputSchema.With(new SchemaShape.Column(_outputColumnName, kind, inputs[0].ItemType, isKey: false, new SchemaShape(annotations.Where(a => a.Has).Select(a => a.Shape))));
    }
}
