using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer that adds what a model predicts from one column of features.</summary>
public abstract class SingleFeaturePredictionTransformerBase<TModel> : PredictionTransformerBase<TModel>, ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected SingleFeaturePredictionTransformerBase(IHost host, TModel model, DataViewSchema trainSchema, string featureColumn)
        : base(host, model, trainSchema)
    {
        FeatureColumnName = featureColumn;
        FeatureColumnType = trainSchema.Require(featureColumn, "feature").Type;
    }

    private protected SingleFeaturePredictionTransformerBase(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        FeatureColumnName = ctx.LoadNonEmptyString();
        FeatureColumnType = TrainSchema.Require(FeatureColumnName, "feature").Type;
    }

    public string FeatureColumnName { get; }

    public DataViewType FeatureColumnType { get; }

    public sealed override DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new RowToRowMapper(MakeRowMapper(inputSchema)).OutputSchema;
    }

    private protected sealed override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        SaveModelCore(ctx);
        ctx.SaveNonEmptyString(FeatureColumnName);
        SaveCore(ctx);
    }

    private protected abstract VersionInfo GetVersionInfo();

    /// <summary>Writes what this kind of transformer has beside model, schema and feature column.</summary>
    private protected abstract void SaveCore(ModelSaveContext ctx);

    private protected sealed override RowMapper MakeRowMapper(DataViewSchema schema)
    {
        DataViewSchema.Column features = schema.Require(FeatureColumnName, "feature");
        return features.Type.Equals(FeatureColumnType)
            ? MakeScorer(schema, features)
            : throw SchemaErrors.Mismatch("inputSchema", "feature", FeatureColumnName, FeatureColumnType.ToString()!, features.Type.ToString()!);
    }

    private protected abstract RowMapper MakeScorer(DataViewSchema schema, DataViewSchema.Column features);
}
