using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Tests.Composition;

public class SaveLoadTests
{
    [Fact]
    public void Load_InANewProcess_GivesTheSameBits()
    {
        var ml = new MLContext(1);
        IDataView data = ml.Data.LoadFromEnumerable(Animal.Create(120));
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("Label", "Kind")
            .Append(ml.Transforms.Categorical.OneHotEncoding("HomeFeatures", "Home"))
            .Append(ml.Transforms.NormalizeMeanVariance("Measures"))
            .Append(ml.Transforms.Concatenate("Embedding", "HomeFeatures", "Measures"))
            .Append(ml.Transforms.WtaHash(codeCount: 16, windowSize: 4))
            .Append(ml.MulticlassClassification.Trainers.Prototypes())
            .Append(ml.Transforms.Conversion.MapKeyToValue("Predicted", "PredictedLabel"))
            .Fit(data);

        string[] lines = LoadingProcess.SaveLoadAndScore(ml, model, data.Schema, 50);

        Assert.Equal(LoadingProcess.Score(ml, model, 50), lines);
        Assert.Equal(100, lines.Length);
        Assert.Equal(lines[..50], lines[50..]); // one by one as in the batch
        Assert.InRange(lines.Take(50).Zip(Animal.Create(50, seed: 7)).Count(pair => pair.First.StartsWith(pair.Second.Kind, StringComparison.Ordinal)), 45, 50);
    }
}
