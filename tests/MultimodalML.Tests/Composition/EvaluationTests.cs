using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Data;
using MultimodalML.Evaluation;
using MultimodalML.Prototypes;

namespace MultimodalML.Tests.Composition;

/// <summary>Prototypes under ML.NET's own evaluator and cross-validation, beside the library's own measure.</summary>
public class EvaluationTests
{
    private static readonly DistributionDataset s_data = new(new DistributionDatasetOptions { ClassCount = 12, TrainPerClass = 40, TestPerClass = 20, Seed = 3 });

    private readonly MLContext _ml = new(1);

    [Theory]
    [InlineData(PrototypeDistance.Cosine)]
    [InlineData(PrototypeDistance.SquaredEuclidean)]
    public void Evaluate_TopK_AgreesWithTheLibrarysMeasure(PrototypeDistance distance)
    {
        IDataView train = DistributionDataset.ToDataView(s_data.Train()), test = DistributionDataset.ToDataView(s_data.Test());
        TransformerChain<PrototypeTransformer> model = Pipeline(distance).Fit(train);

        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(model.Transform(test), topKPredictionCount: 5);

        TopKMetrics own = PrototypeEvaluation.Evaluate(model.LastTransformer.Prototypes, s_data.Test().Concatenate(), s_data.Test().Labels, topK: 5);
        Assert.Equal(own.TopKAccuracy, metrics.TopKAccuracyForAllK.Take(5), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(own.Top1, metrics.MicroAccuracy, tolerance: 1e-9);
        Assert.InRange(own.Top1, 0.8, 1);
        Assert.InRange(metrics.LogLoss, 0, 1); // probabilities that fit, by the chosen temperature
    }

    [Fact]
    public void CrossValidate_Pipeline_RunsAndScoresTheFolds()
    {
        IDataView data = DistributionDataset.ToDataView(s_data.Train());

        IReadOnlyList<TrainCatalogBase.CrossValidationResult<MulticlassClassificationMetrics>> folds =
            _ml.MulticlassClassification.CrossValidate(data, Pipeline(PrototypeDistance.SquaredEuclidean), numberOfFolds: 3);

        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.MicroAccuracy, 0.8, 1));
        Assert.All(folds, fold => Assert.InRange(_ml.MulticlassClassification.Evaluate(fold.ScoredHoldOutSet, topKPredictionCount: 3).TopKAccuracy, fold.Metrics.MicroAccuracy, 1));
    }

    [Fact]
    public void Evaluate_ClassAddedLater_CountsIt()
    {
        IDataView train = DistributionDataset.ToDataView(s_data.Train()), test = DistributionDataset.ToDataView(s_data.Test());
        TransformerChain<PrototypeTransformer> model = Pipeline(PrototypeDistance.SquaredEuclidean).Fit(train);
        PrototypeTransformer all = model.LastTransformer, without = all.RemoveClass("5");
        float[] rows = s_data.Train().Concatenate();
        int perClass = rows.Length / 12;

        double missing = Accuracy(without), back = Accuracy(without.AddClass("5", rows.AsSpan(5 * perClass, perClass)));

        Assert.Equal(Accuracy(all), back);
        Assert.True(missing < back);

        double Accuracy(PrototypeTransformer prototypes)
        {
            IDataView features = model.First().Transform(test);
            return _ml.MulticlassClassification.Evaluate(prototypes.Transform(features)).MicroAccuracy;
        }
    }

    private EstimatorChain<PrototypeTransformer> Pipeline(PrototypeDistance distance) =>
        _ml.Transforms.Concatenate("Embedding", "Modality0", "Modality1", "Modality2")
            .Append(_ml.MulticlassClassification.Trainers.Prototypes(distance: distance, seed: 1));
}
