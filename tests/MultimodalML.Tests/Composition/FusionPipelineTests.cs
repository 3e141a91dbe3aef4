using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Fusion;
using MultimodalML.Prototypes;

namespace MultimodalML.Tests.Composition;

/// <summary>Text, categories and numbers, featurized by ML.NET, fused, and handed on to ML.NET.</summary>
public class FusionPipelineTests
{
    private static readonly string[] s_modalities = ["Text", "HomeFeatures", "Measures"];

    private readonly MLContext _ml = new(1);

    [Fact]
    public void Fit_FusedColumns_FeedABuiltInTrainerAndEvaluator()
    {
        IDataView train = _ml.Data.LoadFromEnumerable(Animal.Create(160)), test = _ml.Data.LoadFromEnumerable(Animal.Create(80, seed: 2));
        ITransformer model = Fused(_ml).Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", "Embedding")).Fit(train);

        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(model.Transform(test));

        Assert.InRange(metrics.MicroAccuracy, 0.95, 1);
        Assert.InRange(metrics.LogLoss, 0, 0.5);
    }

    [Fact]
    public void CrossValidate_FusedColumnsAndPrototypes_FindsTheKinds()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Animal.Create(160));
        EstimatorChain<PrototypeTransformer> pipeline = Fused(_ml).Append(_ml.MulticlassClassification.Trainers.Prototypes());

        var folds = _ml.MulticlassClassification.CrossValidate(data, pipeline, numberOfFolds: 2);

        Assert.All(folds, fold => Assert.InRange(fold.Metrics.MicroAccuracy, 0.9, 1));
    }

    [Fact]
    public void Predict_OneAnimal_GivesTheBitsOfTheBatch()
    {
        ITransformer model = Classifier(_ml).Fit(_ml.Data.LoadFromEnumerable(Animal.Create(120)));

        string[] lines = [.. LoadingProcess.Score(_ml, model, 40)];

        Assert.Equal(lines[..40], lines[40..]);
    }

    [Fact]
    public void Load_InANewProcess_GivesTheSameBits()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Animal.Create(120));
        ITransformer model = Classifier(_ml).Fit(data);

        string[] lines = LoadingProcess.SaveLoadAndScore(_ml, model, data.Schema, 40);

        Assert.Equal(LoadingProcess.Score(_ml, model, 40), lines);
    }

    [Fact]
    public void Fit_FuseOfFuse_FindsTheKinds()
    {
        IDataView train = _ml.Data.LoadFromEnumerable(Animal.Create(160)), test = _ml.Data.LoadFromEnumerable(Animal.Create(80, seed: 2));
        ITransformer model = Featurized(_ml)
            .Append(_ml.Transforms.MultimodalFuse("Body", ["HomeFeatures", "Measures"], "Label", epochs: 3, seed: 1))
            .Append(_ml.Transforms.MultimodalFuse("Embedding", ["Text", "Body"], "Label", epochs: 3, seed: 2))
            .Append(_ml.MulticlassClassification.Trainers.Prototypes())
            .Fit(train);

        Assert.InRange(_ml.MulticlassClassification.Evaluate(model.Transform(test)).MicroAccuracy, 0.95, 1);
    }

    [Fact]
    public void Fit_ColumnThatIsNoVector_IsFoundBeforeTraining()
    {
        IEstimator<ITransformer> pipeline = Featurized(_ml).Append(_ml.Transforms.MultimodalFuse("Embedding", ["Text", "Home"], "Label"));

        ArgumentException error = Assert.Throws<ArgumentException>(() => pipeline.Fit(_ml.Data.LoadFromEnumerable(Animal.Create(10))));

        Assert.Contains("'Home'", error.Message, StringComparison.Ordinal);
        Assert.Contains("fixed-length vector of Single", error.Message, StringComparison.Ordinal);
    }

    private static EstimatorChain<MultimodalFuseTransformer> Fused(MLContext ml) =>
        Featurized(ml).Append(ml.Transforms.MultimodalFuse("Embedding", s_modalities, "Label", epochs: 3, seed: 1));

    private static EstimatorChain<ITransformer> Classifier(MLContext ml) =>
        Fused(ml)
            .Append(ml.Transforms.WtaHash(codeCount: 16, windowSize: 4))
            .Append(ml.MulticlassClassification.Trainers.Prototypes())
            .Append<ITransformer>(ml.Transforms.Conversion.MapKeyToValue("Predicted", "PredictedLabel"));

    private static EstimatorChain<ITransformer> Featurized(MLContext ml) =>
        ml.Transforms.Conversion.MapValueToKey("Label", "Kind")
            .Append(ml.Transforms.Text.FeaturizeText("Text", "Description"))
            .Append(ml.Transforms.ProjectToPrincipalComponents("Text", rank: 12, seed: 1))
            .Append(ml.Transforms.Categorical.OneHotEncoding("HomeFeatures", "Home"))
            .Append<ITransformer>(ml.Transforms.NormalizeMeanVariance("Measures"));
}
