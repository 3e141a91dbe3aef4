using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Conformance.MLNet.Transforms;

/// <summary>What an estimator says of its columns before there is data is what its transformer then gives.</summary>
public class OutputShapeTests
{
    private static readonly MLContext s_ml = new(seed: 1);

    public static TheoryData<string, IEstimator<ITransformer>> Estimators
    {
        get
        {
            TransformsCatalog t = s_ml.Transforms;
            return new TheoryData<string, IEstimator<ITransformer>>
            {
                { "MapValueToKey", t.Conversion.MapValueToKey("Out", "Text") },
                { "MapValueToKey of numbers", t.Conversion.MapValueToKey("Out", "Number") },
                { "MapKeyToValue", t.Conversion.MapValueToKey("Key", "Text").Append(t.Conversion.MapKeyToValue("Out", "Key")) },
                { "MapKeyToVector", t.Conversion.MapValueToKey("Key", "Texts").Append(t.Conversion.MapKeyToVector("Out", "Key")) },
                { "MapKeyToVector counts", t.Conversion.MapValueToKey("Key", "Texts").Append(t.Conversion.MapKeyToVector("Out", "Key", outputCountVector: true)) },
                { "ConvertType", t.Conversion.ConvertType("Out", "Features", DataKind.Double) },
                { "OneHotEncoding", t.Categorical.OneHotEncoding("Out", "Text") },
                { "OneHotEncoding of numbers", t.Categorical.OneHotEncoding("Out", "Number", OneHotEncodingEstimator.OutputKind.Bag) },
                { "NormalizeMinMax", t.NormalizeMinMax("Out", "Features") },
                { "NormalizeMeanVariance", t.NormalizeMeanVariance("Out", "Number") },
                { "NormalizeLpNorm", t.NormalizeLpNorm("Out", "Features") },
                { "NormalizeGlobalContrast", t.NormalizeGlobalContrast("Out", "Features") },
                { "ReplaceMissingValues", t.ReplaceMissingValues("Out", "Features") },
                { "IndicateMissingValues", t.IndicateMissingValues("Out", "Features") },
                { "ProjectToPrincipalComponents", t.ProjectToPrincipalComponents("Out", "Features", rank: 2) },
                { "NormalizeText", t.Text.NormalizeText("Out", "Text") },
                { "TokenizeIntoWords", t.Text.TokenizeIntoWords("Out", "Text") },
                { "TokenizeIntoCharactersAsKeys", t.Text.TokenizeIntoCharactersAsKeys("Out", "Text") },
                { "ProduceNgrams", t.Text.TokenizeIntoCharactersAsKeys("Keys", "Text").Append(t.Text.ProduceNgrams("Out", "Keys")) },
                { "ProduceWordBags", t.Text.ProduceWordBags("Out", "Text") },
                { "FeaturizeText", t.Text.FeaturizeText("Out", "Text") },
                { "LbfgsMaximumEntropy", t.Conversion.MapValueToKey("Label", "Text").Append(s_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy()) },
                { "SdcaMaximumEntropy", t.Conversion.MapValueToKey("Label", "Number").Append(s_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy()) },
                { "KMeans", s_ml.Clustering.Trainers.KMeans(numberOfClusters: 2) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void GetOutputSchema_OfEstimator_IsTheSchemaOfItsTransformer(string name, IEstimator<ITransformer> estimator)
    {
        IDataView data = s_ml.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new Row { Text = $"t{i % 3}", Texts = ["a", $"b{i % 2}"], Number = i % 4, Features = [i, i % 3, -i * i] }));
        var inputs = s_ml.Transforms.CustomMapping<Nothing, Row>((_, _) => { }, contractName: null).GetOutputSchema(new SchemaShape([]));
        SchemaShape shape = estimator.GetOutputSchema(inputs);
        DataViewSchema schema = estimator.Fit(data).GetOutputSchema(data.Schema);
        Assert.True(schema.Where(c => !c.IsHidden).Select(c => c.Name).ToHashSet().SetEquals(shape.Select(c => c.Name)), name);
        foreach (SchemaShape.Column expected in shape)
        {
            DataViewSchema.Column actual = schema[expected.Name];
            DataViewType item = actual.Type is VectorDataViewType vector ? vector.ItemType : actual.Type;
            Assert.Equal(expected.IsKey, item is KeyDataViewType);
            Assert.Equal(expected.ItemType.RawType, item.RawType);
            Assert.Equal(expected.Kind, KindOf(actual.Type));
            Assert.Subset(actual.Annotations.Schema.Select(a => a.Name).ToHashSet(), expected.Annotations.Select(a => a.Name).ToHashSet());
        }
    }

    private static SchemaShape.Column.VectorKind KindOf(DataViewType type) => type is not VectorDataViewType vector ? SchemaShape.Column.VectorKind.Scalar
        : vector.IsKnownSize ? SchemaShape.Column.VectorKind.Vector
        : SchemaShape.Column.VectorKind.VariableVector;

    private sealed class Nothing
    {
    }

    private sealed class Row
    {
        public string Text { get; set; } = "";

        [VectorType(2)]
        public string[] Texts { get; set; } = [];

        public float Number { get; set; }

        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }
}
