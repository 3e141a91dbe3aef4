using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Text;

namespace Conformance.MLNet.Text;

public class TextTransformTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void NormalizeText_Default_LowersAndDropsDiacritics()
    {
        IDataView data = Texts("Crème Brûlée, 3 ×!", "Ålesund İ");
        IDataView result = _ml.Transforms.Text.NormalizeText("Out", "Text").Fit(data).Transform(data);
        Assert.Equal(["creme brulee, 3 ×!", "alesund i"], result.GetColumn<string>("Out"));
    }

    [Fact]
    public void NormalizeText_DropAll_LeavesLetters()
    {
        IDataView data = Texts("It's 5 o'clock.");
        var estimator = _ml.Transforms.Text.NormalizeText("Out", "Text", TextNormalizingEstimator.CaseMode.Upper, keepPunctuations: false, keepNumbers: false);
        Assert.Equal(["ITS  OCLOCK"], estimator.Fit(data).Transform(data).GetColumn<string>("Out"));
    }

    [Fact]
    public void TokenizeIntoWords_Separators_SplitAndTrim()
    {
        IDataView data = Texts("a b  c", "a;b, d");
        Assert.Equal([["a", "b", "c"], ["a;b,", "d"]], _ml.Transforms.Text.TokenizeIntoWords("Words", "Text").Fit(data).Transform(data).GetColumn<string[]>("Words"));
        Assert.Equal([["a b  c"], ["a", "b", "d"]], _ml.Transforms.Text.TokenizeIntoWords("Words", "Text", [';', ',']).Fit(data).Transform(data).GetColumn<string[]>("Words"));
    }

    [Fact]
    public void TokenizeIntoCharactersAsKeys_Text_GivesCodesBetweenMarkers()
    {
        IDataView data = Texts("ab", "");
        IDataView result = _ml.Transforms.Text.TokenizeIntoCharactersAsKeys("Keys", "Text").Fit(data).Transform(data);
        Assert.Equal([[2, 97, 98, 3], []], result.GetColumn<ushort[]>("Keys"));
        Assert.Equal("a", TextAnnotation.Of(result.Schema["Keys"], "KeyValues")[96]);
        IDataView plain = _ml.Transforms.Text.TokenizeIntoCharactersAsKeys("Keys", "Text", useMarkerCharacters: false).Fit(data).Transform(data);
        Assert.Equal([97, 98], plain.GetColumn<ushort[]>("Keys").First());
    }

    [Fact]
    public void ProduceNgrams_Bigrams_CountInOrderOfTheirPositions()
    {
        IDataView data = Texts("a b a b", "b c");
        IDataView result = Ngrams(2, 0, true).Fit(data).Transform(data);
        Assert.Equal(["a", "a|b", "b", "b|a", "b|c", "c"], TextAnnotation.Of(result.Schema["Grams"], "SlotNames"));
        Assert.Equal([[2, 2, 2, 1, 0, 0], [0, 0, 1, 0, 1, 1]], result.GetColumn<float[]>("Grams"));
    }

    [Fact]
    public void ProduceNgrams_LongestOnlyWithSkips_CountsPairsApart()
    {
        IDataView data = Texts("a b c");
        IDataView result = Ngrams(2, 1, false).Fit(data).Transform(data);
        Assert.Equal(["a|b", "a|c", "b|c"], TextAnnotation.Of(result.Schema["Grams"], "SlotNames"));
    }

    [Theory]
    [InlineData(NgramExtractingEstimator.WeightingCriteria.Idf, 0.6931472f)] // ln(2 rows / 1 row)
    [InlineData(NgramExtractingEstimator.WeightingCriteria.TfIdf, 1.3862944f)]
    public void ProduceNgrams_Weighting_UsesInverseDocumentFrequency(NgramExtractingEstimator.WeightingCriteria weighting, float expected)
    {
        IDataView data = Texts("a a b", "b");
        float[] row = Ngrams(1, 0, true, weighting).Fit(data).Transform(data).GetColumn<float[]>("Grams").First();
        Assert.Equal(expected, row[0], tolerance: 1e-5f);
        Assert.Equal(0, row[1]); // in every row
    }

    [Fact]
    public void ProduceWordBags_Text_CountsWords()
    {
        IDataView data = Texts("x y x");
        IDataView result = _ml.Transforms.Text.ProduceWordBags("Bag", "Text", ngramLength: 1).Fit(data).Transform(data);
        Assert.Equal([2, 1], result.GetColumn<float[]>("Bag").Single());
        Assert.Equal(["x", "y"], TextAnnotation.Of(result.Schema["Bag"], "SlotNames"));
        Assert.Equal(["Text", "Label", "Bag"], result.Schema.Where(c => !c.IsHidden).Select(c => c.Name));
    }

    [Fact]
    public void FeaturizeText_Default_IsCharacterTrigramsAndWordBigramsOfLengthOne()
    {
        IDataView data = Texts("To be", "to do");
        IDataView result = _ml.Transforms.Text.FeaturizeText("Features", "Text").Fit(data).Transform(data);
        string[] names = TextAnnotation.Of(result.Schema["Features"], "SlotNames");
        Assert.Equal(["Char.<␂>|t|o", "Char.t|o|<␠>", "Char.o|<␠>|b", "Char.<␠>|b|e", "Char.b|e|<␃>"], names[..5]);
        Assert.Equal(["Word.to", "Word.to|be", "Word.be", "Word.to|do", "Word.do"], names[^5..]);
        float[] row = result.GetColumn<float[]>("Features").First();
        Assert.Equal(1 / MathF.Sqrt(5), row[0], tolerance: 1e-5f);
        Assert.Equal(2, row.Sum(value => value * value), tolerance: 1e-4f);
        Assert.True(result.Schema["Features"].IsNormalized());
        Assert.Equal(["Text", "Label", "Features"], result.Schema.Select(c => c.Name));
    }

    [Fact]
    public void FeaturizeText_Options_LeaveOutCharactersAndScaling()
    {
        IDataView data = Texts("a b", "b");
        var options = new TextFeaturizingEstimator.Options
        {
            CharFeatureExtractor = null,
            WordFeatureExtractor = new WordBagEstimator.Options { NgramLength = 1 },
            Norm = TextFeaturizingEstimator.NormFunction.None,
            OutputTokensColumnName = "Tokens",
        };
        IDataView result = _ml.Transforms.Text.FeaturizeText("Features", options, "Text").Fit(data).Transform(data);
        Assert.Equal([[1, 1], [0, 1]], result.GetColumn<float[]>("Features"));
        Assert.Equal([["a", "b"], ["b"]], result.GetColumn<string[]>("Tokens"));
    }

    [Fact]
    public void FeaturizeText_TrainsAClassifierThatIsSaved()
    {
        string[] words = ["good", "fine", "great", "bad", "poor", "awful"];
        Row[] rows = [.. Enumerable.Range(0, 60).Select(i => new Row { Text = $"it was {words[i % 6]} and {words[i % 6]} number {i % 7}", Label = i % 6 < 3 ? "yes" : "no" })];
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        var model = _ml.Transforms.Text.FeaturizeText("Features", "Text")
            .Append(_ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0, l2Regularization: 0.1f))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(data);
        Assert.Equal(rows.Select(r => r.Label), model.Transform(data).GetColumn<string>("PredictedLabel"));
        ITransformer loaded = RoundTrip.Of(_ml, model, data);
        using var engine = _ml.Model.CreatePredictionEngine<Row, Prediction>(loaded);
        Assert.Equal("no", engine.Predict(new Row { Text = "An AWFUL one" }).PredictedLabel);
    }

    private EstimatorChain<NgramExtractingTransformer> Ngrams(
        int length, int skips, bool allLengths, NgramExtractingEstimator.WeightingCriteria weighting = NgramExtractingEstimator.WeightingCriteria.Tf) =>
        _ml.Transforms.Text.TokenizeIntoWords("Words", "Text")
            .Append(_ml.Transforms.Conversion.MapValueToKey("Keys", "Words"))
            .Append(_ml.Transforms.Text.ProduceNgrams("Grams", "Keys", length, skips, allLengths, weighting: weighting));

    private IDataView Texts(params string[] texts) => _ml.Data.LoadFromEnumerable(texts.Select(text => new Row { Text = text }));

    private sealed class Row
    {
        public string Text { get; set; } = "";

        public string Label { get; set; } = "";
    }

    private sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";
    }
}
