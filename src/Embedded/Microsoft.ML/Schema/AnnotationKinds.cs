namespace Microsoft.ML.Data;

/// <summary>Names of the annotations that components agree on.</summary>
internal static class AnnotationKinds
{
    public const string KeyValues = "KeyValues";
    public const string SlotNames = "SlotNames";
    public const string IsNormalized = "IsNormalized";
    public const string CategoricalSlotRanges = "CategoricalSlotRanges";
    public const string TrainingLabelValues = "TrainingLabelValues";
    public const string ScoreColumnSetId = "ScoreColumnSetId";
    public const string ScoreColumnKind = "ScoreColumnKind";
    public const string ScoreValueKind = "ScoreValueKind";

    public static class ScoreColumnKinds
    {
        public const string MulticlassClassification = "MulticlassClassification";
        public const string Clustering = "Clustering";
    }

    public static class ScoreValueKinds
    {
        public const string Score = "Score";
        public const string PredictedLabel = "PredictedLabel";
    }
}
