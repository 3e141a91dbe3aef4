using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Data;
using MultimodalML.Prototypes;

namespace MultimodalML.Evaluation;

/// <summary>Reads what <see cref="DiscoveryEvaluation"/> measures from the columns of a data view, in one pass.</summary>
internal sealed class DiscoveryColumns
{
    private readonly List<int> _truth = [], _clusters = [];
    private readonly HashSet<uint> _knownKeys = [];
    private readonly List<float> _vectors = [];

    public static DiscoveryMetrics Evaluate(IDataView data, string labelColumnName, string predictedLabelColumnName, string? knownLabelColumnName, string? featureColumnName)
    {
        (DataViewSchema.Column truth, int classCount) = ColumnChecks.FindLabel(data.Schema, labelColumnName);
        (DataViewSchema.Column predicted, int clusterCount) = ColumnChecks.FindLabel(data.Schema, predictedLabelColumnName);
        (DataViewSchema.Column Column, int Count)? known = knownLabelColumnName is null ? null : ColumnChecks.FindLabel(data.Schema, knownLabelColumnName);
        DataViewSchema.Column? features = featureColumnName is null ? null : ModalityColumns.From(data.Schema, [featureColumnName]).Bind(data.Schema)[0];

        IReadOnlyList<string> classes = ClassNames.From(truth, classCount).Names, clusters = ClassNames.From(predicted, clusterCount).Names;
        var rows = new DiscoveryColumns();
        rows.Read(data, truth, predicted, known?.Column, features);
        if (rows._truth.Count == 0)
        {
            throw new ArgumentException(known is null ? "The data has no row." : $"No row is left to measure: column '{knownLabelColumnName}' has a label in every one.", nameof(data));
        }

        IEnumerable<string> oldNames = known is { } found ? rows.KnownNames(ClassNames.From(found.Column, found.Count).Names) : HasNames(predicted) ? clusters : [];
        var old = oldNames.ToHashSet();
        int[] oldClasses = [.. Enumerable.Range(0, classes.Count).Where(c => old.Contains(classes[c]))];
        return DiscoveryEvaluation.Evaluate([.. rows._truth], [.. rows._clusters], oldClasses, [.. rows._vectors], c => classes[c], k => clusters[k]);
    }

    private void Read(IDataView data, DataViewSchema.Column truth, DataViewSchema.Column predicted, DataViewSchema.Column? known, DataViewSchema.Column? features)
    {
        IEnumerable<DataViewSchema.Column?> needed = [truth, predicted, known, features];
        using DataViewRowCursor cursor = data.GetRowCursor(needed.OfType<DataViewSchema.Column>());
        ValueGetter<uint> getTruth = cursor.GetGetter<uint>(truth), getPredicted = cursor.GetGetter<uint>(predicted);
        ValueGetter<uint>? getKnown = known is { } knownColumn ? cursor.GetGetter<uint>(knownColumn) : null;
        ValueGetter<VBuffer<float>>? getVector = features is { } column ? cursor.GetGetter<VBuffer<float>>(column) : null;
        (uint key, VBuffer<float> vector) = (0, default);
        while (cursor.MoveNext())
        {
            getKnown?.Invoke(ref key);
            if (getKnown is not null && key > 0)
            {
                _knownKeys.Add(key);
                continue;
            }

            getTruth(ref key);
            _truth.Add((int)key - 1);
            getPredicted(ref key);
            _clusters.Add((int)key - 1);
            if (getVector is not null)
            {
                getVector(ref vector);
                _vectors.AddRange(vector.DenseValues());
            }
        }
    }

    /// <summary>The names that stand in the known column.</summary>
    private IEnumerable<string> KnownNames(IReadOnlyList<string> names) => _knownKeys.Select(key => names[(int)key - 1]);

    /// <summary>Whether the categories have names, which clusters that are only numbered have not.</summary>
    private static bool HasNames(DataViewSchema.Column predicted) => predicted.Annotations.Schema.GetColumnOrNull("KeyValues") is not null;
}
