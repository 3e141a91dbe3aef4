using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Replaces NaN by a value: zero, or one learned from the other values of the slot, or of the whole column.</summary>
public sealed class MissingValueReplacingEstimator : IEstimator<MissingValueReplacingTransformer>
{
    private readonly IHost _host;
    private readonly (string outputColumnName, string inputColumnName)[] _columns;
    private readonly ReplacementMode _mode;
    private readonly bool _imputeBySlot;

    internal MissingValueReplacingEstimator(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, ReplacementMode mode, bool imputeBySlot)
    {
        _host = env.Register(nameof(MissingValueReplacingEstimator));
        (_columns, _mode, _imputeBySlot) = (columns, mode, imputeBySlot);
    }

    public MissingValueReplacingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column[] columns = [.. _columns.Select(c => input.Schema.Require(c.inputColumnName))];
        using DataViewRowCursor cursor = input.GetRowCursor(columns.DistinctBy(c => c.Index));
        ReplacementLearner[] learners = [.. columns.Select(c => ReplacementLearner.Create(cursor, c, _mode, _imputeBySlot))];
        while (_mode != ReplacementMode.DefaultValue && cursor.MoveNext())
        {
            foreach (ReplacementLearner learner in learners)
            {
                learner.AddRow();
            }
        }
        return new MissingValueReplacingTransformer(_host, _columns, [.. learners.Select(l => l.Finish())]);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column column = inputSchema.Require(pair.inputColumnName);
            if (column.IsKey || (column.ItemType.RawType != typeof(float) && column.ItemType.RawType != typeof(double)))
            {
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", pair.inputColumnName, "Single, Double or vector of them", column.GetTypeString());
            }
            var annotations = new SchemaShape(column.Keep(AnnotationKinds.SlotNames, AnnotationKinds.IsNormalized));
            return new SchemaShape.Column(pair.outputColumnName, column.Kind, column.ItemType, isKey: false, annotations);
        }));
    }

    public enum ReplacementMode : byte
    {
        DefaultValue = 0,
        Mean = 1,
        Minimum = 2,
        Maximum = 3,

        /// <summary>The most frequent value; of equally frequent ones the first seen.</summary>
        Mode = 5,
    }
}
