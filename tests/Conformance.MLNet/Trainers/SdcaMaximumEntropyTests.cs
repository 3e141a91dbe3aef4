using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Conformance.MLNet.Trainers;

public class SdcaMaximumEntropyTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Fit_Defaults_ClassifyAsWellAsLbfgs()
    {
        (IDataView data, _) = Blobs.Create(_ml, rows: 600);
        var keys = _ml.Transforms.Conversion.MapValueToKey("Label");
        double lbfgs = Accuracy(keys.Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0, l2Regularization: 0.01f)).Fit(data), data);
        double sdca = Accuracy(keys.Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy()).Fit(data), data);
        Assert.InRange(sdca, lbfgs - 0.04, 1);
    }

    [Fact]
    public void Transform_Score_SumsToOne()
    {
        (IDataView data, _) = Blobs.Create(_ml, rows: 60);
        var options = new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1, MaximumNumberOfIterations = 20 };
        var model = _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(options)).Fit(data);
        Assert.All(model.Transform(data).GetColumn<float[]>("Score"), score => Assert.Equal(1, score.Sum(), tolerance: 1e-4f));
        Assert.Equal(3, model.LastTransformer.Model.GetBiases().Count());
    }

    [Fact]
    public void Fit_L1_SetsWeightsToZero()
    {
        (IDataView data, _) = Blobs.Create(_ml, rows: 300);
        var options = new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1, L2Regularization = 0.05f, L1Regularization = 0.5f };
        VBuffer<float>[] weights = [];
        _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(options)).Fit(data)
            .LastTransformer.Model.GetWeights(ref weights, out int classes);
        Assert.Equal(3, classes);
        float[] all = [.. weights.SelectMany(w => w.DenseValues())];
        Assert.InRange(all.Count(w => w == 0), 1, 11);
        Assert.All(weights, (w, i) => Assert.True(w.GetItemOrDefault(i) > 0.1f)); // the slot that tells the class
    }

    private double Accuracy(ITransformer model, IDataView data) => _ml.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy;
}
