using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Data;
using MultimodalML.Discovery;
using MultimodalML.Tests.Composition;
using MultimodalML.Tests.Fusion;

namespace MultimodalML.Tests.Discovery;

public sealed class NovelCategoriesTrainerTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<DiscoveryRecipe> Recipes => DiscoveryTrainerTests.Recipes;

    [Fact]
    public void Fit_Items_AddsThreeColumns()
    {
        (ModalityBatch rows, int[] truth) = DiscoveryItems.Draw();
        IDataView data = DistributionDataset.ToDataView(rows);
        NovelCategoriesTransformer model = _ml.Clustering.Trainers.NovelCategories(["Shape", "Sound"], novelCategoryCount: 3).Fit(data);
        IDataView scored = model.Transform(data);

        Assert.Equal(["Shape", "Sound", "Label", "Embedding", "Score", "PredictedLabel"], scored.Schema.Select(column => column.Name));
        string[] names = ["0", "1", "2", "3", "novel-1", "novel-2", "novel-3"];
        Assert.Equal(names, model.CategoryNames);
        Assert.Equal(names, Texts(scored.Schema["Score"], "SlotNames"));
        Assert.Equal(names, Texts(scored.Schema["PredictedLabel"], "KeyValues"));
        Assert.Equal(7, Assert.IsType<VectorDataViewType>(scored.Schema["Score"].Type).Size);
        Assert.Equal(7UL, Assert.IsType<KeyDataViewType>(scored.Schema["PredictedLabel"].Type).Count);
        Assert.Equal(model.Model.Score(rows), scored.GetColumn<float[]>("Score").SelectMany(row => row));
        Assert.Equal(model.Model.Embedder.Score(rows), scored.GetColumn<float[]>("Embedding").SelectMany(row => row));
        int[] predicted = [.. scored.GetColumn<uint>("PredictedLabel").Select(key => (int)key - 1)];
        Assert.Equal(model.Model.Predict(rows), predicted);
        Assert.InRange(DiscoveryItems.Agreement(truth, predicted), 0.95, 1);
        Assert.Equal(3, model.Report!.NovelCategoryCount);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void GetOutputSchema_BeforeTraining_IsThatOfTheTransformer(DiscoveryRecipe recipe)
    {
        IDataView data = DistributionDataset.ToDataView(DiscoveryItems.Draw(70).Rows);
        NovelCategoriesOptions options = DiscoveryItems.Quick(recipe) with { EmbeddingColumnName = "E", ScoreColumnName = "S", PredictedLabelColumnName = "P" };
        SchemaShape promised = _ml.Clustering.Trainers.NovelCategories(options).GetOutputSchema(Shapes.Of(data));
        DataViewSchema made = _ml.Clustering.Trainers.NovelCategories(options).Fit(data).Transform(data).Schema;

        Assert.Equal(made.Select(column => column.Name).Order(), promised.Select(column => column.Name).Order());
        foreach (string name in new[] { "E", "S", "P" })
        {
            SchemaShape.Column column = promised.Single(column => column.Name == name);
            Assert.Equal(made[name].Type is VectorDataViewType, column.Kind == SchemaShape.Column.VectorKind.Vector);
            Assert.Equal(made[name].Type is KeyDataViewType, column.IsKey);
            Assert.Equal(((made[name].Type as VectorDataViewType)?.ItemType ?? made[name].Type).RawType, column.ItemType.RawType);
            Assert.Equal(made[name].Annotations.Schema.Select(annotation => annotation.Name).Where(kind => kind != "ScoreColumnSetId").Order(), column.Annotations.Select(annotation => annotation.Name).Order());
        }
    }

    [Fact]
    public void Fit_KeysOfText_PredictsNamesThatMapBack()
    {
        List<Animal> animals = Animal.Create(160);
        foreach (Animal owl in animals.Where(animal => animal.Kind == "owl"))
        {
            owl.Kind = "novel-1";
        }

        ITransformer model = Pipeline(["cat", "dog", "novel-1"]).Fit(_ml.Data.LoadFromEnumerable(animals));
        string[] predicted = [.. model.Transform(_ml.Data.LoadFromEnumerable(animals)).GetColumn<ReadOnlyMemory<char>>("Predicted").Select(name => name.ToString())];
        Assert.Contains("cat", predicted);
        Assert.Contains("novel-novel-1", predicted); // "novel-1" is the name of a class that was labelled
        Assert.InRange(animals.Zip(predicted).Count(pair => pair.First.Kind == "novel-1" && pair.Second == "novel-1"), 35, 40); // which is the owls'
    }

    [Fact]
    public void Load_InANewProcess_GivesTheSameBits()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Animal.Create(120));
        ITransformer model = Pipeline(["cat", "dog"]).Fit(data);

        string[] lines = LoadingProcess.SaveLoadAndScore(_ml, model, data.Schema, 40);

        Assert.Equal(LoadingProcess.Score(_ml, model, 40), lines);
        Assert.Equal(lines[..40], lines[40..]); // one by one as in the batch
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Save_LoadedInAnotherContext_GivesTheSameBits(DiscoveryRecipe recipe)
    {
        IDataView data = DistributionDataset.ToDataView(DiscoveryItems.Draw(140, missing: (row, m) => row % 6 == m).Rows);
        NovelCategoriesTransformer model = _ml.Clustering.Trainers.NovelCategories(DiscoveryItems.Quick(recipe)).Fit(data);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        ITransformer loaded = new MLContext().Model.UseMultimodalML().Load(stream, out _);
        Assert.Equal(Values(model), Values(loaded));
        Assert.Equal(model.CategoryNames, Texts(loaded.Transform(data).Schema["PredictedLabel"], "KeyValues"));

        float[] Values(ITransformer transformer) => [.. transformer.Transform(data).GetColumn<float[]>("Score").Concat(transformer.Transform(data).GetColumn<float[]>("Embedding")).SelectMany(row => row)];
    }

    [Fact]
    public void Transform_RowWithNoModality_NamesTheRow()
    {
        NovelCategoriesTransformer model = _ml.Clustering.Trainers.NovelCategories(DiscoveryItems.Quick(default)).Fit(DistributionDataset.ToDataView(DiscoveryItems.Draw(70).Rows));
        IDataView data = _ml.Data.LoadFromEnumerable([new Item { Shape = [1, 2, 3], Sound = [1, 2] }, new Item { Shape = [float.NaN, 2, 3], Sound = [1, float.NaN] }]);
        var error = Assert.Throws<InvalidDataException>(() => model.Transform(data).GetColumn<float[]>("Score").ToArray());
        Assert.Contains("Row 1 (counted from 0) has no modality", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NoLabelColumn_NumbersAllCategories()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([.. Enumerable.Range(0, 40).Select(i => new Item { Shape = [i % 2 * 5, i, 1], Sound = [i % 2 * 7, i % 3] })]);
        NovelCategoriesTransformer model = _ml.Clustering.Trainers.NovelCategories(["Shape", "Sound"], labelColumnName: null, novelCategoryCount: 2).Fit(data);
        Assert.Equal(["novel-1", "novel-2"], model.CategoryNames);
        Assert.Equal(0, model.Model.KnownCount);
    }

    [Fact]
    public void Fit_ColumnsThatDoNotFit_AreNamedBeforeTraining()
    {
        IDataView data = DistributionDataset.ToDataView(DiscoveryItems.Draw(70).Rows);
        Assert.Contains("'Smell'", Assert.Throws<ArgumentException>(() => _ml.Clustering.Trainers.NovelCategories(["Smell"], novelCategoryCount: 2).GetOutputSchema(Shapes.Of(data))).Message, StringComparison.Ordinal);
        Assert.Contains("'Kind'", Assert.Throws<ArgumentException>(() => _ml.Clustering.Trainers.NovelCategories(["Shape"], "Kind", 2).Fit(data)).Message, StringComparison.Ordinal);
        Assert.Contains("a key of UInt32 fits", Assert.Throws<ArgumentException>(() => _ml.Clustering.Trainers.NovelCategories(["Shape"], "Sound", 2).GetOutputSchema(Shapes.Of(data))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void NovelCategories_OptionOutOfRange_NamesIt(NovelCategoriesOptions options, string name)
    {
        NovelCategoriesOptions named = options with { InputColumnNames = ["Shape"] };
        Assert.Contains(name, Assert.ThrowsAny<ArgumentException>(() => _ml.Clustering.Trainers.NovelCategories(named)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<NovelCategoriesOptions, string> BadOptions => new()
    {
        { new() { NovelCategoryCount = 0 }, "NovelCategoryCount" },
        { new() { EmbeddingColumnName = "Score" }, "named twice" },
        { new() { Recipe = (DiscoveryRecipe)9 }, "Recipe" },
        { new() { UnlabelledRows = (UnlabelledContent)9 }, "UnlabelledRows" },
        { new() { Path = null }, "Path is null" },
        { new() { ModalityDropout = 2 }, "ModalityDropout" },
        { new() { Views = [null!] }, "Views" },
        { new() { WinnerTakeAll = new() { Contrast = (ContrastScope)8 } }, "Contrast" },
        { new() { WinnerTakeAll = new() { ContrastTemperature = 0 } }, "ContrastTemperature" },
        { new() { WinnerTakeAll = new() { Consistency = new() { Fraction = 2 } } }, "RampUp.Fraction" },
        { new() { SelfDistillation = new() { SupervisedWeight = 1 } }, "SupervisedWeight" },
        { new() { SelfDistillation = new() { TeacherTemperature = 0 } }, "TeacherTemperature" },
    };

    private EstimatorChain<ITransformer> Pipeline(string[] known)
    {
        IDataView keys = _ml.Data.LoadFromEnumerable([.. known.Select(kind => new Key { Kind = kind })]);
        return _ml.Transforms.Conversion.MapValueToKey("Label", "Kind", keyData: keys)
            .Append(_ml.Transforms.Text.FeaturizeText("Text", "Description"))
            .Append(_ml.Transforms.ProjectToPrincipalComponents("Text", rank: 12, seed: 1))
            .Append(_ml.Clustering.Trainers.NovelCategories(["Text", "Measures"], novelCategoryCount: 2, seed: 1))
            .Append(_ml.Transforms.WtaHash(codeCount: 16, windowSize: 2))
            .Append<ITransformer>(_ml.Transforms.Conversion.MapKeyToValue("Predicted", "PredictedLabel"));
    }

    private static string[] Texts(DataViewSchema.Column column, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    private sealed class Key
    {
        public string Kind { get; set; } = "";
    }

    private sealed class Item
    {
        [VectorType(3)]
        public float[] Shape { get; set; } = [];

        [VectorType(2)]
        public float[] Sound { get; set; } = [];
    }
}
