using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Conformance.MLNet.Trainers;

public class LbfgsMaximumEntropyTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Fit_L2Only_AgreesWithScikitLearn()
    {
        // LogisticRegression(C=1, tol=1e-10, max_iter=10000).fit(X, y).predict_proba(X[:3]) on the rows of Blobs.Create
        (IDataView data, _) = Blobs.Create(_ml, rows: 90);
        ITransformer model = Pipeline(l1: 0, l2: 1).Fit(data);
        float[][] scores = [.. model.Transform(data).GetColumn<float[]>("Score").Take(3)];
        double[][] expected = Blobs.Probabilities;
        for (int i = 0; i < expected.Length; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(expected[i][j], scores[i][j], tolerance: 5e-3);
            }
        }
    }

    [Fact]
    public void Fit_StrongL1_AgreesWithScikitLearn()
    {
        // LogisticRegression(penalty="l1", solver="saga", C=1/5, tol=1e-10, max_iter=100000).fit(X, y).coef_: zero but for these
        double[] diagonal = [0.930, 1.111, 1.714];
        (IDataView data, _) = Blobs.Create(_ml, rows: 90);
        VBuffer<float>[] weights = [];
        Train(data, l1: 5, l2: 0).GetWeights(ref weights, out int classes);
        Assert.Equal(3, classes);
        for (int i = 0; i < 3; i++)
        {
            float[] row = [.. weights[i].DenseValues()];
            Assert.Equal(diagonal[i], row[i], tolerance: 0.02);
            Assert.All(row.Where((_, j) => j != i), value => Assert.Equal(0, value, tolerance: 1e-3));
        }
        Train(data, l1: 0, l2: 1).GetWeights(ref weights, out _);
        Assert.All(weights.SelectMany(w => w.DenseValues()), value => Assert.NotEqual(0, value));
    }

    [Fact]
    public void Transform_Score_HasAnnotations()
    {
        (IDataView data, _) = Blobs.Create(_ml, rows: 90);
        DataViewSchema schema = Pipeline(1, 1).Fit(data).Transform(data).Schema;
        DataViewSchema.Column score = schema["Score"];
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), score.Type);
        Assert.Equal(["a", "b", "c"], TextAnnotation.Of(score, "SlotNames"));
        Assert.Equal(["a", "b", "c"], TextAnnotation.Of(score, "TrainingLabelValues"));
        Assert.Equal("MulticlassClassification", Text(score, "ScoreColumnKind"));
        Assert.Equal("Score", Text(score, "ScoreValueKind"));
        uint id = 0;
        score.Annotations.GetValue("ScoreColumnSetId", ref id);
        Assert.Equal(1u, id);
        Assert.Equal(new KeyDataViewType(typeof(uint), 3), schema["PredictedLabel"].Type);
        Assert.Equal(["a", "b", "c"], TextAnnotation.Of(schema["PredictedLabel"], "KeyValues"));
    }

    [Fact]
    public void SaveAndLoad_GiveEqualScores()
    {
        (IDataView data, _) = Blobs.Create(_ml, rows: 90);
        ITransformer model = Pipeline(1, 1).Fit(data);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out DataViewSchema schema);
        Assert.Equal(data.Schema.Select(c => c.Name), schema.Select(c => c.Name));
        Assert.Equal(model.Transform(data).GetColumn<float[]>("Score"), loaded.Transform(data).GetColumn<float[]>("Score"));
        Assert.Equal(["a", "b", "c"], TextAnnotation.Of(loaded.GetOutputSchema(schema)["PredictedLabel"], "KeyValues"));
    }

    [Fact]
    public void Fit_NaNRows_AreLeftOut()
    {
        (IDataView data, Blobs.Row[] rows) = Blobs.Create(_ml, rows: 90);
        IEnumerable<Blobs.Row> broken = rows.Append(new Blobs.Row { Label = "a", Features = [float.NaN, 0, 0, 0] });
        ITransformer expected = Pipeline(0, 1).Fit(data);
        ITransformer actual = Pipeline(0, 1).Fit(_ml.Data.LoadFromEnumerable(broken));
        float[] first = expected.Transform(data).GetColumn<float[]>("Score").First();
        Assert.Equal(first, actual.Transform(data).GetColumn<float[]>("Score").First(), (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public void Fit_WeightTwo_CountsLikeTheRowTwice()
    {
        (_, Blobs.Row[] rows) = Blobs.Create(_ml, rows: 90);
        var weighted = _ml.Data.LoadFromEnumerable(rows.Select((row, i) => new WeightedRow { Label = row.Label, Features = row.Features, Weight = i % 2 + 1 }));
        var doubled = _ml.Data.LoadFromEnumerable(rows.Concat(rows.Where((_, i) => i % 2 == 1)));
        var keys = _ml.Transforms.Conversion.MapValueToKey("Label");
        var trainers = _ml.MulticlassClassification.Trainers;
        float[] expected = keys.Append(trainers.LbfgsMaximumEntropy(l1Regularization: 0)).Fit(doubled).Transform(doubled).GetColumn<float[]>("Score").First();
        float[] actual = keys.Append(trainers.LbfgsMaximumEntropy(l1Regularization: 0, exampleWeightColumnName: "Weight")).Fit(weighted).Transform(doubled).GetColumn<float[]>("Score").First();
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 5e-3);
    }

    [Fact]
    public void Fit_FromAModel_StaysAtItsMinimum()
    {
        (IDataView data, _) = Blobs.Create(_ml, rows: 90);
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
        LbfgsMaximumEntropyMulticlassTrainer trainer = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0);
        var first = trainer.Fit(keyed);
        var options = new LbfgsMaximumEntropyMulticlassTrainer.Options { L1Regularization = 0, MaximumNumberOfIterations = 1 };
        var second = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(options).Fit(keyed, first.Model);
        Assert.Equal(first.Transform(keyed).GetColumn<float[]>("Score").First(), second.Transform(keyed).GetColumn<float[]>("Score").First(), (a, b) => Math.Abs(a - b) < 5e-3);
    }

    [Fact]
    public void Fit_EnforceNonNegativity_HasNoNegativeWeight()
    {
        (IDataView data, _) = Blobs.Create(_ml, rows: 90);
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
        VBuffer<float>[] weights = [];
        _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0, enforceNonNegativity: true).Fit(keyed).Model.GetWeights(ref weights, out _);
        Assert.All(weights.SelectMany(w => w.DenseValues()), value => Assert.InRange(value, 0, 100));
        Assert.Contains(weights.SelectMany(w => w.DenseValues()), value => value > 0.5f);
    }

    [Fact]
    public void Fit_TextLabel_IsRefused()
    {
        (IDataView data, _) = Blobs.Create(_ml, rows: 9);
        Assert.ThrowsAny<Exception>(() => _ml.Transforms.CopyColumns("Copy", "Features").Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy()).Fit(data));
    }

    private EstimatorChain<MulticlassPredictionTransformer<MaximumEntropyModelParameters>> Pipeline(float l1, float l2) => _ml.Transforms.Conversion.MapValueToKey("Label")
        .Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: l1, l2Regularization: l2));

    private MaximumEntropyModelParameters Train(IDataView data, float l1, float l2)
    {
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
        return _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: l1, l2Regularization: l2).Fit(keyed).Model;
    }

    private sealed class WeightedRow
    {
        public string Label { get; set; } = "";

        [VectorType(4)]
        public float[] Features { get; set; } = [];

        public float Weight { get; set; }
    }

    private static string Text(DataViewSchema.Column column, string kind)
    {
        ReadOnlyMemory<char> value = default;
        column.Annotations.GetValue(kind, ref value);
        return value.ToString();
    }
}
