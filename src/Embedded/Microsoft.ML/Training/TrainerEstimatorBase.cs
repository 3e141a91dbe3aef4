using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>A trainer that reads one column of features, and possibly a label and a weight.</summary>
public abstract class TrainerEstimatorBase<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    public readonly SchemaShape.Column FeatureColumn;
    public readonly SchemaShape.Column LabelColumn;
    public readonly SchemaShape.Column WeightColumn;
    private protected readonly IHost Host;

    private protected TrainerEstimatorBase(IHost host, SchemaShape.Column feature, SchemaShape.Column label, SchemaShape.Column weight = default) =>
        (Host, FeatureColumn, LabelColumn, WeightColumn) = (host, feature, label, weight);

    public abstract TrainerInfo Info { get; }

    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckInputSchema(SchemaShape.Create(input.Schema));
        return MakeTransformer(Train(input), input.Schema);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        CheckInputSchema(inputSchema);
        return inputSchema.With(GetOutputColumnsCore(inputSchema));
    }

    private protected abstract SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema);

    private protected abstract TModel Train(IDataView data);

    private protected abstract TTransformer MakeTransformer(TModel model, DataViewSchema trainSchema);

    /// <summary>Whether a label column will do; as a rule, when it is just what is asked for.</summary>
    private protected virtual void CheckLabelCompatible(SchemaShape.Column labelCol) => RequireCompatible(LabelColumn, labelCol, "label");

    private static void RequireCompatible(SchemaShape.Column wanted, SchemaShape.Column found, string role)
    {
        if (!wanted.IsCompatibleWith(found))
        {
            throw SchemaErrors.Mismatch("inputSchema", role, wanted.Name, wanted.GetTypeString(), found.GetTypeString());
        }
    }

    private void CheckInputSchema(SchemaShape shape)
    {
        RequireCompatible(FeatureColumn, shape.Require(FeatureColumn.Name, "feature"), "feature");
        if (WeightColumn.IsValid)
        {
            RequireCompatible(WeightColumn, shape.Require(WeightColumn.Name, "weight"), "weight");
        }

        if (LabelColumn.IsValid)
        {
            CheckLabelCompatible(shape.Require(LabelColumn.Name, "label"));
        }
    }
}
