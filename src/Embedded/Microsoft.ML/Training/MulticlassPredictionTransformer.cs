using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ITransformer), typeof(MulticlassPredictionTransformer), null, typeof(SignatureLoadModel), "", MulticlassPredictionTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Adds PredictedLabel, a key with the training label's key values, and Score, a vector with a score for each class.</summary>
public sealed class MulticlassPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    private readonly string? _labelColumnName;

    internal MulticlassPredictionTransformer(IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn, string? labelColumn)
        : base(env.Register(nameof(MulticlassPredictionTransformer)), model, inputSchema, featureColumn) => _labelColumnName = labelColumn;

    internal MulticlassPredictionTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx) => _labelColumnName = ctx.LoadStringOrNull();

    private protected override VersionInfo GetVersionInfo() => MulticlassPredictionTransformer.Version;

    private protected override void SaveCore(ModelSaveContext ctx) => ctx.SaveStringOrNull(_labelColumnName);

    private protected override RowMapper MakeScorer(DataViewSchema schema, DataViewSchema.Column features)
    {
        var model = (IVectorModel)Model;
        const string Kind = AnnotationKinds.ScoreColumnKinds.MulticlassClassification;
        DataViewSchema.Annotations.Builder score = ScoreAnnotations.Begin(schema, Kind, AnnotationKinds.ScoreValueKinds.Score);
        DataViewSchema.Annotations.Builder label = ScoreAnnotations.Begin(schema, Kind, AnnotationKinds.ScoreValueKinds.PredictedLabel);
        if (_labelColumnName is not null && TrainSchema.GetColumnOrNull(_labelColumnName) is { } trained)
        {
            AddClassNames(trained.Annotations, model.OutputSize, score, label);
        }

        return new VectorScorer(schema, features, model, score.ToAnnotations(), label.ToAnnotations(), smallestWins: false);
    }

    private static void AddClassNames(
        DataViewSchema.Annotations trained, int classCount, DataViewSchema.Annotations.Builder score, DataViewSchema.Annotations.Builder label)
    {
        if (trained.Schema.GetColumnOrNull(AnnotationKinds.KeyValues) is not { Type: VectorDataViewType names } column || names.Size != classCount)
        {
            return;
        }

        Delegate getter = trained.GetterOf(column);
        score.Add(AnnotationKinds.TrainingLabelValues, names, getter);
        label.Add(AnnotationKinds.KeyValues, names, getter);
        if (names.ItemType is TextDataViewType)
        {
            score.Add(AnnotationKinds.SlotNames, names, getter);
        }
    }
}

internal static class MulticlassPredictionTransformer
{
    public const string LoaderSignature = "MulticlassPredXfer";

    public static VersionInfo Version { get; } = VersionInfo.First("MC  PRED", LoaderSignature);

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        return new MulticlassPredictionTransformer<object>(env.Register(LoaderSignature), ctx);
    }
}
