using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Microsoft.ML.Numerics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>The rows of a data view that can be trained on, in memory. Rows with a value that is not finite, or without a label, are left out.</summary>
internal sealed class TrainingRows
{
    private readonly List<int> _labels = [];
    private readonly List<float> _weights = [];

    private TrainingRows(int featureCount, int classCount) => (Features, ClassCount) = (new FeatureMatrix(featureCount), classCount);

    public FeatureMatrix Features { get; }

    /// <summary>Values of the label's key type; 0 without a label.</summary>
    public int ClassCount { get; }

    public int Count => Features.RowCount;

    /// <summary>Class 0 to ClassCount − 1 per row.</summary>
    public int[] Labels => [.. _labels];

    /// <summary>Per row, or null without a weight column.</summary>
    public float[]? Weights => _weights.Count > 0 ? [.. _weights] : null;

    /// <exception cref="InvalidOperationException">There is no row to train on.</exception>
    public static TrainingRows Load(IHost host, IDataView data, SchemaShape.Column feature, SchemaShape.Column label, SchemaShape.Column weight)
    {
        DataViewSchema.Column features = data.Schema.Require(feature.Name, "feature");
        DataViewSchema.Column? labels = label.IsValid ? data.Schema.Require(label.Name, "label") : null;
        DataViewSchema.Column? weights = weight.IsValid ? data.Schema.Require(weight.Name, "weight") : null;
        var rows = new TrainingRows(features.Type.ValueCount, labels?.Type is KeyDataViewType key ? checked((int)key.Count) : 0);
        IEnumerable<DataViewSchema.Column?> needed = [features, labels, weights];
        using DataViewRowCursor cursor = data.GetRowCursor(needed.OfType<DataViewSchema.Column>());
        long skipped = rows.Read(
            cursor,
            cursor.GetGetter<VBuffer<float>>(features),
            labels is { } labelColumn ? cursor.GetGetter<uint>(labelColumn) : null,
            weights is { } weightColumn ? cursor.GetGetter<float>(weightColumn) : null);
        if (skipped > 0)
        {
            using IChannel channel = host.Start("Training");
            channel.Warning(MessageSensitivity.None, "Skipped {0} instances with missing features/label/weight during training", skipped);
        }
        return rows.Count > 0
            ? rows
            : throw new InvalidOperationException(
                $"No valid training instances found: {skipped} rows, all with missing features, label or weight. Fill missing values with ReplaceMissingValues.");
    }

    private long Read(DataViewRowCursor cursor, ValueGetter<VBuffer<float>> getFeatures, ValueGetter<uint>? getLabel, ValueGetter<float>? getWeight)
    {
        VBuffer<float> features = default;
        uint label = 1;
        float weight = 1;
        long skipped = 0;
        while (cursor.MoveNext())
        {
            getFeatures(ref features);
            getLabel?.Invoke(ref label);
            getWeight?.Invoke(ref weight);
            ReadOnlySpan<float> values = features.GetValues();
            if (label == 0 || (getLabel is not null && label > ClassCount) || !float.IsFinite(weight) || (!values.IsEmpty && !TensorPrimitives.IsFiniteAll(values)))
            {
                skipped++;
                continue;
            }
            Features.Add(values, features.GetIndices(), features.IsDense);
            if (getLabel is not null)
            {
                _labels.Add((int)label - 1);
            }
            if (getWeight is not null)
            {
                _weights.Add(weight);
            }
        }
        return skipped;
    }
}
