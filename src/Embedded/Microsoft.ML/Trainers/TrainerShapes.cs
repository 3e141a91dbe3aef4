using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>The columns that trainers ask for and those that their transformers add.</summary>
internal static class TrainerShapes
{
    public static SchemaShape.Column Features(string name) => new(name, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false);

    public static SchemaShape.Column KeyLabel(string name) => new(name, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true);

    /// <summary>Not valid, which is none, without a name.</summary>
    public static SchemaShape.Column Weight(string? name) =>
        string.IsNullOrEmpty(name) ? default : new(name, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, isKey: false);

    public static SchemaShape.Column[] MulticlassOutputs(SchemaShape inputSchema, string labelName)
    {
        SchemaShape.Column label = inputSchema.Require(labelName, "label");
        var scoreAnnotations = new List<SchemaShape.Column>();
        SchemaShape.Column[] keyValues = [.. label.Keep(AnnotationKinds.KeyValues)];
        foreach (SchemaShape.Column values in keyValues)
        {
            scoreAnnotations.Add(values.Renamed(AnnotationKinds.TrainingLabelValues));
            if (values.ItemType is TextDataViewType && values.Kind == SchemaShape.Column.VectorKind.Vector)
            {
                scoreAnnotations.Add(AnnotationExtensions.SlotNamesShape);
            }
        }
        return Outputs(ScoreAnnotations.Shape([.. scoreAnnotations]), ScoreAnnotations.Shape(keyValues));
    }

    public static SchemaShape.Column[] ClusteringOutputs() => Outputs(ScoreAnnotations.Shape(), ScoreAnnotations.Shape());

    private static SchemaShape.Column[] Outputs(SchemaShape score, SchemaShape label) =>
    [
        new("Score", SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, score),
        new("PredictedLabel", SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true, label),
    ];
}
