using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads label and score of each row into a <see cref="MulticlassTally"/>.</summary>
internal sealed class MulticlassClassificationEvaluator(IHost host)
{
    public MulticlassClassificationMetrics Evaluate(IDataView data, string labelName, string scoreName, string predictedLabelName, int topK)
    {
        DataViewSchema.Column label = data.Schema.Require(labelName, "label");
        DataViewSchema.Column score = data.Schema.Require(scoreName, "score");
        data.Schema.Require(predictedLabelName, "predicted label");
        if (score.Type is not VectorDataViewType { Size: >= 2 } vector || !vector.ItemType.Equals(NumberDataViewType.Single))
        {
            throw SchemaErrors.Mismatch(nameof(data), "score", scoreName, "vector of two or more items of type Single", score.Type.ToString()!);
        }

        var tally = new MulticlassTally(vector.Size);
        (long unlabeled, long invalid, long badScores) = (0, 0, 0);
        using (DataViewRowCursor cursor = data.GetRowCursor([label, score]))
        {
            ValueGetter<float> getLabel = LabelGetter.Create(cursor, label);
            ValueGetter<VBuffer<float>> getScore = cursor.GetGetter<VBuffer<float>>(score);
            var scores = new float[vector.Size];
            float number = 0;
            VBuffer<float> buffer = default;
            while (cursor.MoveNext())
            {
                getLabel(ref number);
                if (float.IsNaN(number) || number < 0 || number != (int)number)
                {
                    (unlabeled, invalid) = float.IsNaN(number) ? (unlabeled + 1, invalid) : (unlabeled, invalid + 1);
                    continue;
                }
                getScore(ref buffer);
                buffer.CopyTo(scores);
                if (!System.Numerics.Tensors.TensorPrimitives.IsFiniteAll<float>(scores))
                {
                    badScores++;
                    continue;
                }
                tally.Add(scores, (int)number);
            }
        }
        Warn(unlabeled, "Encountered {0} unlabeled instances during testing.");
        Warn(badScores, "The predictor produced non-finite prediction values on {0} instances during testing. Possible causes: abnormal data or the predictor is numerically unstable.");
        Warn(tally.UnseenLabels, "Found {0} test instances with class values not seen in the training set. LogLoss is reported higher than usual because of these instances.");
        Warn(invalid, "Found {0} test instances with labels that are either negative or non integers. These instances were ignored");
        return new MulticlassClassificationMetrics(tally, topK, ClassNames(score, vector.Size));
    }

    private void Warn(long count, string message)
    {
        if (count > 0)
        {
            using IChannel channel = host.Start("Evaluation");
            channel.Warning(MessageSensitivity.None, message, count);
        }
    }

    private static string[] ClassNames(DataViewSchema.Column score, int count)
    {
        if (score.Annotations.Schema.GetColumnOrNull(AnnotationKinds.SlotNames) is { Type: VectorDataViewType { ItemType: TextDataViewType } type } && type.Size == count)
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            score.Annotations.GetValue(AnnotationKinds.SlotNames, ref names);
            return [.. names.DenseValues().Select(name => name.ToString())];
        }
        return [.. Enumerable.Range(0, count).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
    }
}
