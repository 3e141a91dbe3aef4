using Datasets;
using Microsoft.ML;
using MultimodalML.Data;
using MultimodalML.Evaluation;
using MultimodalML.Fusion;
using MultimodalML.Prototypes;
using MultimodalML.Training;

namespace MultimodalML.Tests.Quality;

/// <summary>The library's default does what README.md says of it. The bounds lie about three standard deviations below the means shown there.</summary>
public class DefaultRecipeTests
{
    [Fact]
    public void Fit_SyntheticData_KeepsWhatItWasNotAskedAbout()
    {
        var data = new DistributionDataset(new DistributionDatasetOptions { Seed = 21 });
        var ml = new MLContext(seed: 21);
        MultimodalFuseTransformer model = ml.Transforms.MultimodalFuse(Default(data.Columns.Names)).Fit(DistributionDataset.ToDataView(data.Train(30)));

        Assert.InRange(Top1(ml, model, data, 30), 0.978, 0.998);
        Assert.InRange(Top1(ml, model, data, 50), 0.966, 0.998);
        Assert.InRange(Top1(ml, model, data, 100), 0.953, 0.994);
    }

    [SharedDataFact]
    public void Fit_LeavesInThreeViews_TellsSpeciesApartByAnyOfThem()
    {
        (Leaf[] train, Leaf[] test) = Leaves.Load(Path.Combine(SharedDataFactAttribute.Folder, "leaves100"), seed: 21);
        var ml = new MLContext(seed: 21);
        string[] views = ["Shape", "Margin", "Texture"];
        ITransformer keys = ml.Transforms.Conversion.MapValueToKey("Label").Fit(ml.Data.LoadFromEnumerable(train));
        IDataView trainView = keys.Transform(ml.Data.LoadFromEnumerable(train)), testView = keys.Transform(ml.Data.LoadFromEnumerable(test));
        var columns = ModalityColumns.From(trainView.Schema, views);
        ModalityBatch support = ModalityBatch.Read(trainView, columns, "Label"), queries = ModalityBatch.Read(testView, columns, "Label");
        FusionModel model = ml.Transforms.MultimodalFuse(Default(views)).Fit(trainView).Model;

        Assert.InRange(Top1(model, support, queries), 0.99, 1);
        Assert.InRange(Top1(model, support.Keep(0), queries.Keep(0)), 0.81, 1);
        Assert.InRange(Top1(model, support.Keep(1), queries.Keep(1)), 0.60, 1);
        Assert.InRange(Top1(model, support.Keep(2), queries.Keep(2)), 0.79, 1);
    }

    [SharedDataFact] // expected: the formulas of SpokenWord in double precision, written down a second time in Python
    public void SpokenWord_TwoRecordings_HaveTheExpectedFeatures()
    {
        (Digit[] train, Digit[] test) = Digits.Load(Path.Combine(SharedDataFactAttribute.Folder, "digits_av"));
        float[] george = [4.652412f, 17.665975f, 31.329953f, -5.363111f, -35.060476f, -21.619176f, -8.397928f, -4.605196f, 1.464720f, 7.918128f];

        Assert.Equal((2700, 300), (train.Length, test.Length));
        Assert.Contains(test, digit => digit.Speaker == "george" && digit.Label == "0" && george.Zip(digit.Audio).All(pair => Math.Abs(pair.First - pair.Second) < 1e-3));
        Assert.All(train.Concat(test), digit => Assert.All(digit.Audio, value => Assert.True(float.IsFinite(value))));
    }

    private static MultimodalFuseOptions Default(IReadOnlyList<string> modalities) => new() { InputColumnNames = modalities, Training = new TrainingOptions { Seed = 21 } };

    private static double Top1(MLContext ml, MultimodalFuseTransformer model, DistributionDataset data, int classes)
    {
        PrototypeTransformer prototypes = ml.MulticlassClassification.Trainers.Prototypes(distance: PrototypeDistance.SquaredEuclidean, supportPerClass: 200, seed: 1)
            .Fit(model.Transform(DistributionDataset.ToDataView(data.Train(classes))));
        return ml.MulticlassClassification.Evaluate(prototypes.Transform(model.Transform(DistributionDataset.ToDataView(data.Test(classes))))).MicroAccuracy;
    }

    private static double Top1(FusionModel model, ModalityBatch support, ModalityBatch queries)
    {
        var prototypes = PrototypeSet.Build(model.Score(support), model.EmbeddingLength, support.Labels, support.ClassCount);
        return PrototypeEvaluation.Evaluate(prototypes, model.Score(queries), queries.Labels).Top1;
    }
}
