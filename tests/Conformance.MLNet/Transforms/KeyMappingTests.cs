using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Conformance.MLNet.Transforms;

public class KeyMappingTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void MapValueToKey_ByOccurrence_NumbersInOrderOfRows()
    {
        IDataView data = Texts("pear", "apple", "pear", "", "fig");
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Fit(data).Transform(data);
        Assert.Equal([1u, 2, 1, 0, 3], keyed.GetColumn<uint>("Key"));
        Assert.Equal(new KeyDataViewType(typeof(uint), 3), keyed.Schema["Key"].Type);
        Assert.Equal(["pear", "apple", "fig"], TextAnnotation.Of(keyed.Schema["Key"], "KeyValues"));
    }

    [Fact]
    public void MapValueToKey_ByValue_NumbersInOrderOfValues()
    {
        IDataView data = Texts("pear", "apple", "Fig");
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Text", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(data).Transform(data);
        Assert.Equal(["Fig", "apple", "pear"], TextAnnotation.Of(keyed.Schema["Key"], "KeyValues"));
    }

    [Fact]
    public void MapValueToKey_UnseenValue_IsMissing()
    {
        ITransformer model = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Fit(Texts("a", "b"));
        Assert.Equal([0u, 2], model.Transform(Texts("c", "b")).GetColumn<uint>("Key"));
    }

    [Fact]
    public void MapValueToKey_MaximumNumberOfKeys_LeavesOthersMissing()
    {
        IDataView data = Texts("a", "b", "c");
        Assert.Equal([1u, 2, 0], _ml.Transforms.Conversion.MapValueToKey("Key", "Text", maximumNumberOfKeys: 2).Fit(data).Transform(data).GetColumn<uint>("Key"));
    }

    [Fact]
    public void MapValueToKey_KeyData_GivesTheOrder()
    {
        IDataView data = Texts("a", "b", "z");
        Assert.Equal([2u, 1, 0], _ml.Transforms.Conversion.MapValueToKey("Key", "Text", keyData: Texts("b", "a")).Fit(data).Transform(data).GetColumn<uint>("Key"));
    }

    [Fact]
    public void MapValueToKey_Numbers_KeepTheirTypeOrBecomeText()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { 7f, float.NaN, 2.5f }.Select(value => new Number { Value = value }));
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Value")
            .Append(_ml.Transforms.Conversion.MapValueToKey("Text", "Value", addKeyValueAnnotationsAsText: true)).Fit(data).Transform(data);
        Assert.Equal([1u, 0, 2], keyed.GetColumn<uint>("Key"));
        VBuffer<float> values = default;
        keyed.Schema["Key"].GetKeyValues(ref values);
        Assert.Equal([7, 2.5f], values.DenseValues());
        Assert.Equal(["7", "2.5"], TextAnnotation.Of(keyed.Schema["Text"], "KeyValues"));
    }

    [Fact]
    public void MapKeyToValue_Keys_GiveTheirValuesBack()
    {
        IDataView data = Texts("x", "y", "");
        IDataView back = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key")).Fit(data).Transform(data);
        Assert.Equal(["x", "y", ""], back.GetColumn<string>("Back"));
    }

    [Fact]
    public void MapKeyToValue_KeyWithoutValues_IsRefused()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Keyed { Key = 1 }]);
        Assert.ThrowsAny<Exception>(() => _ml.Transforms.Conversion.MapKeyToValue("Value", "Key").Fit(data).Transform(data));
    }

    [Fact]
    public void MapKeyToVector_Scalar_IsIndicatorWithNames()
    {
        IDataView data = Texts("x", "y", "");
        IDataView result = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Append(_ml.Transforms.Conversion.MapKeyToVector("Vector", "Key")).Fit(data).Transform(data);
        Assert.Equal([[1, 0], [0, 1], [0, 0]], result.GetColumn<float[]>("Vector"));
        Assert.Equal(["x", "y"], TextAnnotation.Of(result.Schema["Vector"], "SlotNames"));
        Assert.True(result.Schema["Vector"].IsNormalized());
    }

    [Theory]
    [InlineData(OneHotEncodingEstimator.OutputKind.Indicator, new float[] { 1, 0, 0, 1, 1, 0 })]
    [InlineData(OneHotEncodingEstimator.OutputKind.Bag, new float[] { 2, 1 })]
    public void OneHotEncoding_OfVector_IsIndicatorsOrCounts(OneHotEncodingEstimator.OutputKind kind, float[] expected)
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new TextVector { Texts = ["a", "b", "a"] }]);
        Assert.Equal(expected, _ml.Transforms.Categorical.OneHotEncoding("Vector", "Texts", kind).Fit(data).Transform(data).GetColumn<float[]>("Vector").Single());
    }

    [Fact]
    public void OneHotEncoding_AsKey_GivesKeys()
    {
        IDataView data = Texts("b", "a");
        IDataView result = _ml.Transforms.Categorical.OneHotEncoding("Key", "Text", OneHotEncodingEstimator.OutputKind.Key).Fit(data).Transform(data);
        Assert.Equal([1u, 2], result.GetColumn<uint>("Key"));
    }

    [Theory]
    [InlineData("3.5", 3.5f)]
    [InlineData("-2", -2f)]
    [InlineData("apple", float.NaN)]
    public void ConvertType_TextToSingle_Parses(string text, float expected)
    {
        IDataView data = Texts(text);
        Assert.Equal([expected], _ml.Transforms.Conversion.ConvertType("Number", "Text").Fit(data).Transform(data).GetColumn<float>("Number"));
    }

    [Fact]
    public void ConvertType_NumbersAndTruth_AreConverted()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Integers { I = 300, B = true, U = 300 }]);
        IDataView result = _ml.Transforms.Conversion.ConvertType("D", "I", DataKind.Double)
            .Append(_ml.Transforms.Conversion.ConvertType("S", "B"))
            .Append(_ml.Transforms.Conversion.ConvertType("T", "I", DataKind.String))
            .Append(_ml.Transforms.Conversion.ConvertType("Small", "U", DataKind.Byte)).Fit(data).Transform(data);
        Assert.Equal(300.0, result.GetColumn<double>("D").Single());
        Assert.Equal(1f, result.GetColumn<float>("S").Single());
        Assert.Equal("300", result.GetColumn<string>("T").Single());
        Assert.Equal(0, result.GetColumn<byte>("Small").Single()); // an unsigned number that does not fit is missing
    }

    [Fact]
    public void SaveAndLoad_Mappings_GiveEqualValues()
    {
        IDataView data = Texts("x", "y", "x");
        ITransformer model = _ml.Transforms.Conversion.MapValueToKey("Key", "Text")
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key"))
            .Append(_ml.Transforms.Categorical.OneHotEncoding("Hot", "Text"))
            .Append(_ml.Transforms.Conversion.ConvertType("Wide", "Key", DataKind.UInt64)).Fit(data);
        IDataView expected = model.Transform(data);
        IDataView actual = RoundTrip.Of(_ml, model, data).Transform(data);
        Assert.Equal(expected.GetColumn<string>("Back"), actual.GetColumn<string>("Back"));
        Assert.Equal(expected.GetColumn<float[]>("Hot"), actual.GetColumn<float[]>("Hot"));
        Assert.Equal([1ul, 2, 1], actual.GetColumn<ulong>("Wide"));
        Assert.Equal(["x", "y"], TextAnnotation.Of(actual.Schema["Wide"], "KeyValues"));
    }

    [Fact]
    public void PredictionEngine_OneHot_MapsOneRow()
    {
        ITransformer model = _ml.Transforms.Categorical.OneHotEncoding("Vector", "Text").Fit(Texts("x", "y"));
        using PredictionEngine<TextRow, VectorRow> engine = _ml.Model.CreatePredictionEngine<TextRow, VectorRow>(model);
        Assert.Equal([0, 1], engine.Predict(new TextRow { Text = "y" }).Vector);
    }

    private IDataView Texts(params string[] texts) => _ml.Data.LoadFromEnumerable(texts.Select(text => new TextRow { Text = text }));

    private sealed class TextRow
    {
        public string Text { get; set; } = "";
    }

    private sealed class VectorRow
    {
        public float[] Vector { get; set; } = [];
    }

    private sealed class TextVector
    {
        [VectorType(3)]
        public string[] Texts { get; set; } = [];
    }

    private sealed class Number
    {
        public float Value { get; set; }
    }

    private sealed class Keyed
    {
        [KeyType(3)]
        public uint Key { get; set; }
    }

    private sealed class Integers
    {
        public int I { get; set; }

        public bool B { get; set; }

        public ushort U { get; set; }
    }
}
