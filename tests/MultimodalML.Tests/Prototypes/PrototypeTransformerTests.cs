using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Prototypes;

namespace MultimodalML.Tests.Prototypes;

public class PrototypeTransformerTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Transform_Rows_ScoresAndPredictsByTheNearestPrototype()
    {
        PrototypeTransformer model = Fit(Animals());

        Scored[] scored = Score(model, Animals());

        Assert.Equal(["cat", "cat", "dog", "dog", "fox"], scored.Select(item => item.Predicted));
        Assert.All(scored, item => Assert.Equal(1, item.Score.Sum(), tolerance: 1e-5));
        Assert.All(scored, item => Assert.Equal(item.PredictedLabel, (uint)Array.IndexOf(item.Score, item.Score.Max()) + 1));
        Assert.Equal(["cat", "dog", "fox"], model.ClassNames);
    }

    [Fact]
    public void GetOutputSchema_AnnotatesAsBuiltInTrainersDo()
    {
        DataViewSchema schema = Fit(Animals()).GetOutputSchema(Keyed(Animals()).Schema);
        DataViewSchema.Column score = schema["Score"], predicted = schema["PredictedLabel"];

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), score.Type);
        Assert.Equal(new KeyDataViewType(typeof(uint), 3), predicted.Type);
        Assert.Equal(["cat", "dog", "fox"], Texts(score, "SlotNames"));
        Assert.Equal(["cat", "dog", "fox"], Texts(score, "TrainingLabelValues"));
        Assert.Equal(["cat", "dog", "fox"], Texts(predicted, "KeyValues"));
        Assert.Equal(("MulticlassClassification", "Score"), (Text(score, "ScoreColumnKind"), Text(score, "ScoreValueKind")));
        Assert.Equal(("MulticlassClassification", "PredictedLabel"), (Text(predicted, "ScoreColumnKind"), Text(predicted, "ScoreValueKind")));
    }

    [Fact]
    public void GetOutputSchema_BeforeFitting_LetsKeysBeMappedBack()
    {
        SchemaShape shape = _ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(_ml.MulticlassClassification.Trainers.Prototypes())
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .GetOutputSchema(Shapes.Of<Item>());

        SchemaShape.Column predicted = shape.Single(column => column.Name == "PredictedLabel"), score = shape.Single(column => column.Name == "Score");
        Assert.Equal(TextDataViewType.Instance, predicted.ItemType);
        Assert.Equal((SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single), (score.Kind, score.ItemType));
    }

    [Fact]
    public void Fit_NumbersAsLabels_KeepsTheirType()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Numbered { Label = 7, Embedding = [1, 0] }, new Numbered { Label = -3, Embedding = [0, 1] }]);
        PrototypeTransformer model = _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.MulticlassClassification.Trainers.Prototypes()).Fit(data).LastTransformer;
        VBuffer<int> values = default;
        model.AddClass("12", [-1, 0]).GetOutputSchema(_ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data).Schema)["PredictedLabel"].Annotations.GetValue("KeyValues", ref values);

        Assert.Equal([7, -3, 12], values.DenseValues());
        ArgumentException error = Assert.Throws<ArgumentException>(() => model.AddClass("fox", [-1, 0]));
        Assert.Contains("Int32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddClass_NewAndKnown_GivesANewTransformerAndLeavesTheOld()
    {
        PrototypeTransformer model = Fit(Animals());
        Item[] owls = [new("owl", 0, -1, 0), new("owl", 0, -2, 0.1f)];

        PrototypeTransformer more = model.AddClass("owl", _ml.Data.LoadFromEnumerable(owls));
        PrototypeTransformer moved = more.AddClass("cat", [-1, 0, 0]);

        Assert.Equal(["cat", "dog", "fox", "owl"], more.ClassNames);
        Assert.Equal(["owl", "owl"], Score(more, owls).Select(item => item.Predicted));
        Assert.Equal(["cat", "cat", "dog", "dog", "fox"], Score(more, Animals()).Select(item => item.Predicted));
        Assert.Equal("cat", Score(moved, [new("cat", -3, 0, 0)])[0].Predicted);
        Assert.DoesNotContain("owl", Score(model, owls).Select(item => item.Predicted));
        Assert.Equal(3, model.ClassNames.Count);
    }

    [Fact]
    public void AddClass_BadInput_Throws()
    {
        PrototypeTransformer model = Fit(Animals());

        Assert.Throws<ArgumentException>(() => model.AddClass("owl", [1, 2]));
        Assert.Throws<ArgumentException>(() => model.AddClass("owl", _ml.Data.LoadFromEnumerable(Array.Empty<Item>())));
        Assert.Throws<ArgumentException>(() => model.AddClass("", [1, 2, 3]));
        Assert.Throws<InvalidDataException>(() => model.AddClass("owl", _ml.Data.LoadFromEnumerable([new Item("owl", float.PositiveInfinity, 0, 0)])));
    }

    [Fact]
    public void RemoveClass_KeepsKeysAndGivesProbabilityZero()
    {
        PrototypeTransformer fewer = Fit(Animals()).RemoveClass("cat");
        Scored[] scored = Score(fewer, Animals());

        Assert.Equal(["cat", "dog", "fox"], fewer.ClassNames);
        Assert.All(scored, item => Assert.Equal(0, item.Score[0]));
        Assert.Equal(["dog", "dog", "fox"], scored[2..].Select(item => item.Predicted));
        Assert.Equal("cat", Score(fewer.AddClass("cat", [1, 0, 0]), Animals())[0].Predicted);
        ArgumentException error = Assert.Throws<ArgumentException>(() => fewer.RemoveClass("cow"));
        Assert.Contains("[cat, dog, fox]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_OneRow_GivesTheBitsOfTheBatch()
    {
        PrototypeTransformer model = Fit(Animals());
        using PredictionEngine<Item, Scored> engine = _ml.Model.CreatePredictionEngine<Item, Scored>(model);

        foreach ((Item item, Scored batch) in Animals().Zip(Score(model, Animals())))
        {
            Scored single = engine.Predict(item);
            Assert.Equal(batch.Score, single.Score);
            Assert.Equal(batch.PredictedLabel, single.PredictedLabel);
        }
    }

    [Fact]
    public void Load_Saved_GivesTheSameBitsAndOptions()
    {
        PrototypeTransformer model = Fit(Animals()).AddClass("owl", [0, -1, 0]).RemoveClass("dog");
        using var stream = new MemoryStream();
        _ml.Model.Save(model, Keyed(Animals()).Schema, stream);
        stream.Position = 0;

        PrototypeTransformer loaded = Assert.IsType<PrototypeTransformer>(new MLContext().Model.UseMultimodalML().Load(stream, out _), exactMatch: false);

        Assert.Equal(model.ClassNames, loaded.ClassNames);
        Assert.Equal(Score(model, Animals()).SelectMany(item => item.Score), Score(loaded, Animals()).SelectMany(item => item.Score));
        Assert.Equal(model.AddClass("cow", [1, 1, 1, 2, 1, 0]).Prototypes.Prototypes(4).ToArray(), loaded.AddClass("cow", [1, 1, 1, 2, 1, 0]).Prototypes.Prototypes(4).ToArray());
    }

    [Fact]
    public void Fit_SameContextSeed_DrawsTheSameSupport()
    {
        float[] first = Drawn(new MLContext(5)), again = Drawn(new MLContext(5));

        Assert.Equal(first, again);

        float[] Drawn(MLContext ml) => ml.MulticlassClassification.Trainers.Prototypes(supportPerClass: 1).Fit(Keyed(Animals())).Prototypes.Prototypes(0).ToArray();
    }

    [Fact]
    public void Fit_BadInput_SaysWhatIsWrong()
    {
        PrototypeTrainer trainer = _ml.MulticlassClassification.Trainers.Prototypes();

        Assert.Contains("no row", Assert.Throws<InvalidDataException>(() => trainer.Fit(Keyed([]))).Message, StringComparison.Ordinal);
        Assert.Contains("MapValueToKey", Assert.Throws<ArgumentException>(() => trainer.Fit(_ml.Data.LoadFromEnumerable(Animals()))).Message, StringComparison.Ordinal);
        Assert.Contains("MapValueToKey", Assert.Throws<ArgumentException>(() => trainer.GetOutputSchema(Shapes.Of<Item>())).Message, StringComparison.Ordinal);
        Assert.Contains("'Absent'", Assert.Throws<ArgumentException>(() => _ml.MulticlassClassification.Trainers.Prototypes("Label", "Absent").Fit(Keyed(Animals()))).Message, StringComparison.Ordinal);
        Assert.Contains("Row 1", Assert.Throws<InvalidDataException>(() => trainer.Fit(Keyed([new("a", 1, 2, 3), new("b", float.NaN, 2, 3)]))).Message, StringComparison.Ordinal);
        Assert.Contains("Row 1", Assert.Throws<InvalidDataException>(() => trainer.Fit(Keyed([new("a", 1, 2, 3), new("b", 1, float.NegativeInfinity, 3)]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Trainers.Prototypes(supportPerClass: 0));
    }

    [Fact]
    public void Fit_LabelMissing_NamesTheRow()
    {
        IDataView unknown = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(_ml.Data.LoadFromEnumerable(Animals())).Transform(
            _ml.Data.LoadFromEnumerable([new Item("cat", 1, 0, 0), new Item("yak", 1, 0, 0)]));

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => _ml.MulticlassClassification.Trainers.Prototypes().Fit(unknown));

        Assert.Contains("Row 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("'Label'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_OneClassOneItem_ScoresOne()
    {
        Scored[] scored = Score(Fit([new("cat", 1, 2, 3)]), Animals());

        Assert.All(scored, item => Assert.Equal((1f, "cat"), (item.Score.Single(), item.Predicted)));
    }

    [Fact]
    public void Fit_ConstantEmbeddings_GivesEveryClassTheSame()
    {
        Scored[] scored = Score(Fit([new("cat", 1, 1, 1), new("dog", 1, 1, 1), new("fox", 1, 1, 1)]), Animals());

        Assert.All(scored, item => Assert.All(item.Score, score => Assert.Equal(1.0 / 3, score, tolerance: 1e-5)));
    }

    [Fact]
    public void Fit_AllEmbeddingsNaN_NamesTheFirstRow()
    {
        Item[] items = [new("cat", float.NaN, 0, 0), new("dog", float.NaN, 0, 0)];

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => _ml.MulticlassClassification.Trainers.Prototypes().Fit(Keyed(items)));

        Assert.Contains("Row 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_TwoThreads_GiveTheSame()
    {
        PrototypeTransformer model = Fit(Animals());
        var random = new Random(2);
        Item[] items = [.. Enumerable.Range(0, 2000).Select(_ => new Item("", random.NextSingle(), random.NextSingle(), random.NextSingle()))];
        float[] expected = Scores();
        float[][] found = new float[4][];

        Parallel.For(0, 4, i => found[i] = Scores());

        Assert.All(found, scores => Assert.Equal(expected, scores));

        float[] Scores() => [.. Score(model, items).SelectMany(item => item.Score)];
    }

    [Fact]
    public void Transform_OtherLength_SaysBoth()
    {
        PrototypeTransformer model = Fit(Animals());

        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Transform(_ml.Data.LoadFromEnumerable([new Numbered { Embedding = [1, 0] }])));

        Assert.Contains("2 values a row; the model was fitted on 3", error.Message, StringComparison.Ordinal);
    }

    private PrototypeTransformer Fit(Item[] items) => _ml.MulticlassClassification.Trainers.Prototypes(seed: 1).Fit(Keyed(items));

    private IDataView Keyed(Item[] items)
    {
        IDataView data = _ml.Data.LoadFromEnumerable(items);
        return _ml.Transforms.Conversion.MapValueToKey("Label").Fit(items.Length > 0 ? data : _ml.Data.LoadFromEnumerable(Animals())).Transform(data);
    }

    private Scored[] Score(PrototypeTransformer model, Item[] items)
    {
        IDataView scored = model.Transform(_ml.Data.LoadFromEnumerable(items));
        return [.. _ml.Data.CreateEnumerable<Scored>(_ml.Transforms.Conversion.MapKeyToValue("Predicted", "PredictedLabel").Fit(scored).Transform(scored), reuseRowObject: false)];
    }

    private static Item[] Animals() => [new("cat", 1, 0, 0), new("cat", 2, 0.2f, 0), new("dog", 0, 1, 0), new("dog", 0, 3, 0.1f), new("fox", 0, 0, 1)];

    private static IEnumerable<string> Texts(DataViewSchema.Column column, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(kind, ref values);
        return values.DenseValues().Select(value => value.ToString());
    }

    private static string Text(DataViewSchema.Column column, string kind)
    {
        ReadOnlyMemory<char> value = default;
        column.Annotations.GetValue(kind, ref value);
        return value.ToString();
    }

    private sealed class Item
    {
        public Item()
        {
        }

        public Item(string label, params float[] embedding) => (Label, Embedding) = (label, embedding);

        public string Label { get; set; } = "";

        [VectorType(3)]
        public float[] Embedding { get; set; } = [];
    }

    private sealed class Numbered
    {
        public int Label { get; set; }

        [VectorType(2)]
        public float[] Embedding { get; set; } = [];
    }

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];

        public uint PredictedLabel { get; set; }

        public string Predicted { get; set; } = "";
    }
}
