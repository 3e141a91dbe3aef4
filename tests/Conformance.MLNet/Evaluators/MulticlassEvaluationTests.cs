using Conformance.MLNet.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Evaluators;

public class MulticlassEvaluationTests
{
    private readonly MLContext _ml = new(seed: 1);

    private static Scored[] Rows =>
    [
        new(0, 0.7f, 0.2f, 0.1f), // right
        new(1, 0.5f, 0.3f, 0.2f), // second best, taken for class 0
        new(2, 0.4f, 0.4f, 0.2f), // third
        new(1, 0.4f, 0.4f, 0.2f), // as good as class 0, which comes first
        new(2, 0.1f, 0.1f, 0.8f), // right
    ];

    [Fact]
    public void Evaluate_SmallTable_GivesMetricsWorkedByHand()
    {
        MulticlassClassificationMetrics metrics = Evaluate(Rows, topK: 3);
        Assert.Equal(0.4, metrics.MicroAccuracy, precision: 10);
        Assert.Equal((1 + 0 + 0.5) / 3, metrics.MacroAccuracy, precision: 10);
        double logLoss = -(Math.Log(0.7f) + Math.Log(0.3f) + Math.Log(0.2f) + Math.Log(0.4f) + Math.Log(0.8f)) / 5;
        Assert.Equal(logLoss, metrics.LogLoss, precision: 6);
        double entropy = -(0.2 * Math.Log(0.2) + 0.4 * Math.Log(0.4) + 0.4 * Math.Log(0.4));
        Assert.Equal((entropy - logLoss) / entropy, metrics.LogLossReduction, precision: 6);
        Assert.Equal([-Math.Log(0.7f), -(Math.Log(0.3f) + Math.Log(0.4f)) / 2, -(Math.Log(0.2f) + Math.Log(0.8f)) / 2], metrics.PerClassLogLoss, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(3, metrics.TopKPredictionCount);
        Assert.Equal([0.4, 0.8, 1], metrics.TopKAccuracyForAllK, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(1, metrics.TopKAccuracy, precision: 9);
    }

    [Fact]
    public void Evaluate_ConfusionMatrix_CountsActualByPredicted()
    {
        ConfusionMatrix confusion = Evaluate(Rows).ConfusionMatrix;
        Assert.Equal(3, confusion.NumberOfClasses);
        Assert.Equal([[1, 0, 0], [2, 0, 0], [1, 0, 1]], confusion.Counts);
        Assert.Equal([0.25, 0, 1], confusion.PerClassPrecision);
        Assert.Equal([1, 0, 0.5], confusion.PerClassRecall);
        Assert.Equal(2, confusion.GetCountForClassPair(predictedClassIndicatorIndex: 0, actualClassIndicatorIndex: 1));
        Assert.ThrowsAny<ArgumentException>(() => confusion.GetCountForClassPair(3, 0));
    }

    [Fact]
    public void GetFormattedConfusionTable_ThreeClasses_IsATable()
    {
        string[] lines = Evaluate(Rows).ConfusionMatrix.GetFormattedConfusionTable().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Confusion table", lines[0]);
        Assert.Equal("||========================", lines[1]);
        Assert.Equal("PREDICTED ||     0 |     1 |     2 | Recall", lines[2]);
        Assert.Equal("TRUTH     ||========================", lines[3]);
        Assert.Equal("1 ||     2 |     0 |     0 | 0.0000", lines[5]);
        Assert.Equal("Precision ||0.2500 |0.0000 |1.0000 |", lines[8]);
    }

    [Fact]
    public void Evaluate_NoTopK_HasNoList()
    {
        MulticlassClassificationMetrics metrics = Evaluate(Rows);
        Assert.Null(metrics.TopKAccuracyForAllK);
        Assert.Equal(0, metrics.TopKAccuracy);
        Assert.Equal(0, metrics.TopKPredictionCount);
    }

    [Fact]
    public void Evaluate_TopKBeyondClasses_GoesToOneMoreAndNoFurther()
    {
        Assert.Equal(4, Evaluate(Rows, topK: 4).TopKAccuracyForAllK.Count);
        Assert.ThrowsAny<Exception>(() => Evaluate(Rows, topK: 5));
        Assert.ThrowsAny<Exception>(() => Evaluate(Rows, topK: -1));
    }

    [Fact]
    public void Evaluate_MissingLabelOrNaNScore_LeavesTheRowOut()
    {
        Scored[] rows = [.. Rows, new(uint.MaxValue, 0.9f, 0.05f, 0.05f), new(0, float.NaN, 0.5f, 0.5f)];
        Assert.Equal(Evaluate(Rows).LogLoss, Evaluate(rows).LogLoss, precision: 10);
    }

    [Fact]
    public void Evaluate_LabelBeyondTheScores_CountsAsMissed()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new NumberLabel { Label = 0, Score = [0.9f, 0.1f] }, new NumberLabel { Label = 5, Score = [0.9f, 0.1f] }]);
        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(data, topKPredictionCount: 3);
        Assert.Equal(0.5, metrics.MicroAccuracy);
        Assert.Equal([0.5, 0.5, 1], metrics.TopKAccuracyForAllK);
        Assert.Equal(-(Math.Log(0.9f) + Math.Log(1e-15f)) / 2, metrics.LogLoss, precision: 5);
    }

    [Fact]
    public void Evaluate_NoPredictedLabel_IsRefused()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Rows);
        Assert.ThrowsAny<ArgumentException>(() => _ml.MulticlassClassification.Evaluate(data, predictedLabelColumnName: "None"));
        Assert.ThrowsAny<ArgumentException>(() => _ml.MulticlassClassification.Evaluate(data, scoreColumnName: "PredictedLabel"));
    }

    [Fact]
    public void CrossValidate_Trainer_GivesFoldsWithModelsAndHoldOutSets()
    {
        (IDataView data, _) = Blobs.Create(_ml, rows: 150);
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0));
        IReadOnlyList<TrainCatalogBase.CrossValidationResult<MulticlassClassificationMetrics>> folds = _ml.MulticlassClassification.CrossValidate(data, pipeline, numberOfFolds: 3);
        Assert.Equal([0, 1, 2], folds.Select(f => f.Fold));
        Assert.Equal(150, folds.Sum(f => f.ScoredHoldOutSet.GetColumn<uint>("PredictedLabel").Count()));
        Assert.All(folds, fold =>
        {
            Assert.InRange(fold.Metrics.MicroAccuracy, 0.45, 1);
            Assert.Equal(fold.Metrics.LogLoss, _ml.MulticlassClassification.Evaluate(fold.ScoredHoldOutSet).LogLoss, precision: 10);
            Assert.Contains(fold.Model.GetOutputSchema(data.Schema), column => column.Name == "Score");
        });
    }

    private MulticlassClassificationMetrics Evaluate(Scored[] rows, int topK = 0) =>
        _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(rows), topKPredictionCount: topK);

    private sealed class Scored
    {
        public Scored()
        {
        }

        public Scored(uint label, params float[] score) => (Label, Score) = (label, score);

        [KeyType(3)]
        public uint Label { get; set; }

        [VectorType(3)]
        public float[] Score { get; set; } = [];

        [KeyType(3)]
        public uint PredictedLabel { get; set; }
    }

    private sealed class NumberLabel
    {
        public float Label { get; set; }

        [VectorType(2)]
        public float[] Score { get; set; } = [];

        public float PredictedLabel { get; set; }
    }
}
