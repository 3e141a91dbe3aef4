using System.Numerics.Tensors;

namespace Microsoft.ML.Data;

/// <summary>Reads clustered rows into a <see cref="ClusteringTally"/>.</summary>
internal static class ClusteringEvaluator
{
    public static ClusteringMetrics Evaluate(IDataView data, string? labelName, string scoreName, string? featureName)
    {
        DataViewSchema.Column? label = labelName is null ? null : data.Schema.Require(labelName, "label");
        DataViewSchema.Column score = data.Schema.Require(scoreName, "score");
        DataViewSchema.Column? features = featureName is null ? null : data.Schema.Require(featureName, "features");
        int clusterCount = VectorLength(score, "score");
        var tally = new ClusteringTally(clusterCount, features is { } column ? VectorLength(column, "features") : 0);
        Pass(data, score, clusterCount, features, label, (distances, number, values) => tally.Add(distances, number, values));
        if (features is not null)
        {
            tally.FinishCentroids();
            Pass(data, score, clusterCount, features, null, (distances, _, values) => tally.AddSpread(distances, values));
        }
        return new ClusteringMetrics(tally, features is not null);
    }

    // Rows with a distance that is not finite are left out; rows without a label belong to class 0.
    private static void Pass(IDataView data, DataViewSchema.Column score, int clusterCount, DataViewSchema.Column? features, DataViewSchema.Column? label, RowAction take)
    {
        IEnumerable<DataViewSchema.Column?> needed = [score, features, label];
        using DataViewRowCursor cursor = data.GetRowCursor(needed.OfType<DataViewSchema.Column>());
        ValueGetter<VBuffer<float>> getScore = cursor.GetGetter<VBuffer<float>>(score);
        ValueGetter<float>? getLabel = label is { } labelColumn ? LabelGetter.Create(cursor, labelColumn) : null;
        ValueGetter<VBuffer<float>>? getFeatures = features is { } featureColumn ? cursor.GetGetter<VBuffer<float>>(featureColumn) : null;
        var distances = new float[clusterCount];
        float[] values = features is { } known ? new float[known.Type.ValueCount] : [];
        VBuffer<float> buffer = default;
        float number = float.NaN;
        while (cursor.MoveNext())
        {
            getLabel?.Invoke(ref number);
            int classNumber = float.IsNaN(number) ? 0 : (int)number;
            if (classNumber < 0 || (classNumber != number && !float.IsNaN(number)))
            {
                throw new InvalidOperationException($"Invalid label: {number}. A label is a class number from 0.");
            }
            getScore(ref buffer);
            buffer.CopyTo(distances);
            if (TensorPrimitives.IsFiniteAll<float>(distances))
            {
                getFeatures?.Invoke(ref buffer);
                if (getFeatures is not null)
                {
                    buffer.CopyTo(values);
                }
                take(distances, classNumber, values);
            }
        }
    }

    private static int VectorLength(DataViewSchema.Column column, string role) =>
        column.Type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType.Equals(NumberDataViewType.Single)
            ? vector.Size
            : throw SchemaErrors.Mismatch("data", role, column.Name, "known-size vector of Single", column.Type.ToString()!);

    private delegate void RowAction(ReadOnlySpan<float> distances, int label, ReadOnlySpan<float> features);
}
