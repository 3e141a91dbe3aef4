using Conformance.MLNet.Loading;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Prediction;

public class PredictionEngineTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Predict_ThroughChain_ComputesEachExample()
    {
        using PredictionEngine<Item, Output> engine = _ml.Model.CreatePredictionEngine<Item, Output>(Chain());

        Assert.Equal(4, engine.Predict(new Item { Id = 2 }).Twice);
        Assert.Equal(10, engine.Predict(new Item { Id = 5 }).Twice);
        Assert.Equal(["Class", "Copy", "Features", "Flag", "Id", "Name", "Twice"], engine.OutputSchema.Select(c => c.Name).Order());
    }

    [Fact]
    public void Predict_IntoObject_FillsThatObject()
    {
        using PredictionEngine<Item, Output> engine = _ml.Model.CreatePredictionEngine<Item, Output>(Chain());
        var output = new Output();
        Output same = output;

        engine.Predict(new Item { Id = 3 }, ref output);

        Assert.Same(same, output);
        Assert.Equal((6, 3), (output.Twice, output.Copy));
    }

    [Fact]
    public void CreatePredictionEngine_MissingOutputColumn_ThrowsUnlessIgnored()
    {
        ITransformer model = Chain();

        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Model.CreatePredictionEngine<Item, WithMore>(model, ignoreMissingColumns: false));
        using PredictionEngine<Item, WithMore> engine = _ml.Model.CreatePredictionEngine<Item, WithMore>(model);
        Assert.Equal(5, engine.Predict(new Item { Id = 1 }).More);
    }

    [Fact]
    public void CreatePredictionEngine_MissingInputColumn_NamesIt()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Model.CreatePredictionEngine<OtherInput, Output>(Chain()));

        Assert.Contains("Id", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreatePredictionEngine_InputSchema_GivesVectorLengths()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Unsized));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        IDataView data = _ml.Data.LoadFromEnumerable([new Unsized { Features = [1, 2] }], definition);
        ITransformer model = _ml.Transforms.Concatenate("Both", "Features", "Features").Fit(data);

        using PredictionEngine<Unsized, BothOutput> engine = _ml.Model.CreatePredictionEngine<Unsized, BothOutput>(model, data.Schema);

        Assert.Equal([3, 4, 3, 4], engine.Predict(new Unsized { Features = [3, 4] }).Both);
    }

    [Fact]
    public void Predict_OnlyNeededColumns_AreComputed()
    {
        int calls = 0;
        ITransformer model = _ml.Transforms.CustomMapping<Item, Output>((_, _) => calls++, null).Fit(Samples.View(1));

        using PredictionEngine<Item, IdOnly> engine = _ml.Model.CreatePredictionEngine<Item, IdOnly>(model);

        Assert.Equal(9, engine.Predict(new Item { Id = 9 }).Id);
        Assert.Equal(0, calls);
    }

    private TransformerChain<Microsoft.ML.Transforms.ColumnCopyingTransformer> Chain() =>
        _ml.Transforms.CustomMapping<Input, Doubled>((input, output) => output.Twice = 2 * input.Id, null)
            .Append(_ml.Transforms.CopyColumns("Copy", "Id"))
            .Fit(Samples.View(1));

    private sealed class Input
    {
        public int Id { get; set; }
    }

    private sealed class Doubled
    {
        public int Twice { get; set; }
    }

    private sealed class Output
    {
        public int Twice { get; set; }

        public int Copy { get; set; }
    }

    private sealed class WithMore
    {
        public int Twice { get; set; }

        public int More { get; set; } = 5;
    }

    private sealed class OtherInput
    {
        public string Name { get; set; } = "";
    }

    private sealed class Unsized
    {
        public float[] Features { get; set; } = [];
    }

    private sealed class BothOutput
    {
        public float[] Both { get; set; } = [];
    }

    private sealed class IdOnly
    {
        public int Id { get; set; }
    }
}
