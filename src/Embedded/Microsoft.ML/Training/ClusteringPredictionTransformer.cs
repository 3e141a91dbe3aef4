using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ITransformer), typeof(ClusteringPredictionTransformer), null, typeof(SignatureLoadModel), "", ClusteringPredictionTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Adds PredictedLabel, the key of the nearest cluster, and Score, a vector with the distance to each.</summary>
public sealed class ClusteringPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    internal ClusteringPredictionTransformer(IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn)
        : base(env.Register(nameof(ClusteringPredictionTransformer)), model, inputSchema, featureColumn)
    {
    }

    internal ClusteringPredictionTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
    }

    private protected override VersionInfo GetVersionInfo() => ClusteringPredictionTransformer.Version;

    private protected override void SaveCore(ModelSaveContext ctx)
    {
    }

    private protected override RowMapper MakeScorer(DataViewSchema schema, DataViewSchema.Column features)
    {
        const string Kind = AnnotationKinds.ScoreColumnKinds.Clustering;
        DataViewSchema.Annotations score = ScoreAnnotations.Begin(schema, Kind, AnnotationKinds.ScoreValueKinds.Score).ToAnnotations();
        DataViewSchema.Annotations label = ScoreAnnotations.Begin(schema, Kind, AnnotationKinds.ScoreValueKinds.PredictedLabel).ToAnnotations();
        return new VectorScorer(schema, features, (IVectorModel)Model, score, label, smallestWins: true);
    }
}

internal static class ClusteringPredictionTransformer
{
    public const string LoaderSignature = "ClusteringPredXfer";

    public static VersionInfo Version { get; } = VersionInfo.First("CLUSPRED", LoaderSignature);

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        return new ClusteringPredictionTransformer<object>(env.Register(LoaderSignature), ctx);
    }
}
