using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Text;

/// <summary>Learns which n-grams (runs of n keys) there are, and counts them in each row.</summary>
public sealed class NgramExtractingEstimator : IEstimator<NgramExtractingTransformer>
{
    internal const int DefaultMaximumNgramsCount = 10_000_000;
    private readonly IHost _host;
    private readonly (string outputColumnName, string inputColumnName)[] _columns;
    private readonly NgramSettings _settings;

    internal NgramExtractingEstimator(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, NgramSettings settings)
    {
        settings.Validate();
        (_host, _columns, _settings) = (env.Register(nameof(NgramExtractingEstimator)), columns, settings);
    }

    public NgramExtractingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column[] columns = [.. _columns.Select(c => NgramColumns.Require(input.Schema, c.inputColumnName))];
        using DataViewRowCursor cursor = input.GetRowCursor(columns.DistinctBy(c => c.Index));
        NgramLearner[] learners = [.. columns.Select(c => new NgramLearner(NgramColumns.CreateReader(cursor, c), _settings))];
        while (cursor.MoveNext())
        {
            foreach (NgramLearner learner in learners)
            {
                learner.AddRow();
            }
        }
        return new NgramExtractingTransformer(_host, _columns, _settings, [.. learners.Select(l => l.Finish())]);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column column = inputSchema.Require(pair.inputColumnName);
            if (column.Kind == SchemaShape.Column.VectorKind.Scalar || !column.IsKey || column.ItemType.RawType == typeof(ulong))
            {
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", pair.inputColumnName, NgramColumns.Expected, column.GetTypeString());
            }
            bool hasNames = column.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values) && values.ItemType is TextDataViewType;
            var annotations = new SchemaShape(hasNames ? [AnnotationExtensions.SlotNamesShape] : []);
            return new SchemaShape.Column(pair.outputColumnName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, annotations);
        }));
    }

    /// <summary>What stands in the slot of an n-gram.</summary>
    public enum WeightingCriteria
    {
        /// <summary>How often it is in the row.</summary>
        Tf = 0,

        /// <summary>ln(rows / rows with it) where it is in the row.</summary>
        Idf = 1,

        /// <summary>The product of both.</summary>
        TfIdf = 2,
    }
}
