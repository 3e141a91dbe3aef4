using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Data;

namespace MultimodalML.Prototypes;

/// <summary>"Score" and "PredictedLabel" with the annotations that ML.NET's multiclass trainers give them, so that its evaluators and key mapping work.</summary>
internal static class ScoreColumns
{
    private const string Score = "Score", PredictedLabel = "PredictedLabel";
    private const string ColumnKind = "ScoreColumnKind", ValueKind = "ScoreValueKind", SetId = "ScoreColumnSetId", SlotNames = "SlotNames", TrainingLabels = "TrainingLabelValues";
    private const string Multiclass = "MulticlassClassification";

    private static readonly KeyDataViewType s_setIdType = new(typeof(uint), int.MaxValue);

    public static IReadOnlyList<OutputColumn> Create(ClassNames names, int classCount, string scoreName = Score, string predictedLabelName = PredictedLabel)
    {
        DataViewSchema.Annotations.Builder score = Annotations(Score);
        names.AnnotateSlots(score);
        names.AnnotateValues(score, TrainingLabels);
        DataViewSchema.Annotations.Builder predicted = Annotations(PredictedLabel);
        names.AnnotateValues(predicted);
        return
        [
            OutputColumn.FloatVector(scoreName, classCount) with { Annotations = score.ToAnnotations() },
            new OutputColumn(predictedLabelName, new KeyDataViewType(typeof(uint), classCount), predicted.ToAnnotations()),
        ];
    }

    /// <summary>The same columns before training; the predicted label is annotated as the label is.</summary>
    public static IEnumerable<SchemaShape.Column> Shapes(SchemaShape input, string labelColumnName) =>
    [
        SchemaShapes.FloatVector(Score, (ColumnKind, false), (ValueKind, false), (SlotNames, true)),
        SchemaShapes.Renamed(input, labelColumnName, PredictedLabel),
    ];

    /// <summary>The same columns, under names of their own, for classes with text names, not all of which the label has.</summary>
    public static IEnumerable<SchemaShape.Column> TextShapes(string scoreName, string predictedLabelName) =>
    [
        SchemaShapes.FloatVector(scoreName, (ColumnKind, false), (ValueKind, false), (SlotNames, true), (TrainingLabels, true)),
        SchemaShapes.TextKey(predictedLabelName, (ColumnKind, false), (ValueKind, false)),
    ];

    private static DataViewSchema.Annotations.Builder Annotations(string valueKind)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(SetId, s_setIdType, 1u);
        builder.AddPrimitiveValue(ColumnKind, TextDataViewType.Instance, Multiclass.AsMemory());
        builder.AddPrimitiveValue(ValueKind, TextDataViewType.Instance, valueKind.AsMemory());
        return builder;
    }
}
