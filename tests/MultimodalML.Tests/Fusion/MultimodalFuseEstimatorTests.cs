using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Data;
using MultimodalML.Fusion;

namespace MultimodalML.Tests.Fusion;

public sealed partial class MultimodalFuseEstimatorTests : IDisposable
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Fit_SeparableClasses_AddsTheEmbeddingAndReports()
    {
        IDataView data = View(Items.Draw(200, classes: 4));
        MultimodalFuseTransformer model = _ml.Transforms.MultimodalFuse(Items.Quick).Fit(data);
        DataViewSchema schema = model.Transform(data).Schema;
        Assert.Equal(["Shape", "Sound", "Label", "Embedding"], schema.Select(column => column.Name));
        var type = Assert.IsType<VectorDataViewType>(schema["Embedding"].Type);
        Assert.Equal((NumberDataViewType.Single, (7 * 5) + 6), (type.ItemType, type.Size));
        Assert.Equal(schema["Embedding"].Type, model.GetOutputSchema(data.Schema)["Embedding"].Type);
        Assert.InRange(model.Report!.BestMetric!.Value, 0.9, 1);
    }

    [Fact]
    public void Transform_Rows_KeepsTheirOrderAndTheModelsBits()
    {
        ModalityBatch rows = Items.Draw(700, classes: 4, missing: (row, m) => row % 6 == m);
        MultimodalFuseTransformer model = Fit(rows);
        float[] expected = model.Model.Score(rows);
        Assert.Equal(expected, Embeddings(model.Transform(View(rows))));
    }

    [Fact]
    public void GetOutputSchema_ColumnsFit_AddsOneVector()
    {
        SchemaShape shape = _ml.Transforms.MultimodalFuse(Items.Quick).GetOutputSchema(Shapes.Of(View(Items.Draw(4, classes: 2))));
        SchemaShape.Column column = shape.Single(c => c.Name == "Embedding");
        Assert.Equal(Microsoft.ML.SchemaShape.Column.VectorKind.Vector, column.Kind);
        Assert.Equal(NumberDataViewType.Single, column.ItemType);
        Assert.False(column.IsKey);
    }

    [Theory]
    [InlineData("Shape", "Nowhere", "'Nowhere'")]
    [InlineData("Shape", "Text", "'Text'")]
    [InlineData("Shape", "Number", "'Number'")]
    [InlineData("Shape", "Open", "variable length")]
    public void GetOutputSchema_ColumnDoesNotFit_NamesItBeforeTraining(string first, string second, string expected)
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Odd()]);
        IEstimator<ITransformer> estimator = _ml.Transforms.MultimodalFuse("Embedding", [first, second]);
        var early = Assert.ThrowsAny<Exception>(() => estimator.GetOutputSchema(Shapes.Of(data)));
        Assert.Contains(expected, early.Message, StringComparison.Ordinal);
        var late = Assert.ThrowsAny<Exception>(() => estimator.Fit(data));
        Assert.Contains(expected, late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetOutputSchema_LabelIsNoKey_SaysWhatMakesOne()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Odd()]);
        var error = Assert.ThrowsAny<Exception>(() => _ml.Transforms.MultimodalFuse("Embedding", ["Shape"], "Number").GetOutputSchema(Shapes.Of(data)));
        Assert.Contains("MapValueToKey", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetOutputSchema_LabelColumnAbsent_NamesItBeforeTraining()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Odd()]);
        MultimodalFuseEstimator estimator = _ml.Transforms.MultimodalFuse("Embedding", ["Shape"], "Kind");
        Assert.Contains("'Kind' is not in", Assert.Throws<ArgumentException>(() => estimator.GetOutputSchema(Shapes.Of(data))).Message, StringComparison.Ordinal);
        Assert.Contains("Label column 'Kind' is not in", Assert.Throws<ArgumentException>(() => estimator.Fit(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_ModalityMissing_NamesIt()
    {
        MultimodalFuseTransformer model = Fit(Items.Draw(50, classes: 3));
        var error = Assert.Throws<ArgumentException>(() => model.Transform(_ml.Data.LoadFromEnumerable([new Odd()])));
        Assert.Contains("'Sound' is not in the data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_InfiniteValue_NamesRowAndColumn()
    {
        MultimodalFuseTransformer model = Fit(Items.Draw(50, classes: 3));
        IDataView data = Rows(new Item { Shape = [1, 2, 3], Sound = [1, 2] }, new Item { Shape = [1, float.NegativeInfinity, 3], Sound = [1, 2] });
        var error = Assert.Throws<InvalidDataException>(() => Embeddings(model.Transform(data)));
        Assert.Contains("Row 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("'Shape'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_NoRows_GivesNone() => Assert.Empty(Embeddings(Fit(Items.Draw(50, classes: 3)).Transform(Rows())));

    [Fact]
    public void Transform_ModalityOfAnotherLength_SaysBothLengths()
    {
        MultimodalFuseTransformer model = Fit(Items.Draw(50, classes: 3));
        var columns = new ModalityColumns(["Shape", "Sound"], [3, 4]);
        IDataView other = View(ModalityBatch.FromArrays(columns, [new float[3], new float[4]], [0], 1));
        var error = Assert.Throws<ArgumentException>(() => model.Transform(other));
        Assert.Contains("'Sound' has 4", error.Message, StringComparison.Ordinal);
        Assert.Contains("fitted on 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_RowWithNoModality_NamesTheRow()
    {
        MultimodalFuseTransformer model = Fit(Items.Draw(50, classes: 3));
        IDataView data = Rows(new Item { Shape = [1, 2, 3], Sound = [1, 2] }, new Item { Shape = [1, float.NaN, 3], Sound = [float.NaN, 2] });
        var error = Assert.Throws<InvalidDataException>(() => Embeddings(model.Transform(data)));
        Assert.Contains("Row 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Fit(data));
    }

    [Fact]
    public void Fit_InfiniteValue_NamesRowAndColumn()
    {
        IDataView data = Rows(new Item { Shape = [1, 2, 3], Sound = [1, 2] }, new Item { Shape = [1, 2, 3], Sound = [float.PositiveInfinity, 2] });
        var error = Assert.Throws<InvalidDataException>(() => Fit(data));
        Assert.Contains("Row 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("'Sound'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NoRows_SaysSo() =>
        Assert.Contains("no rows", Assert.Throws<InvalidDataException>(() => Fit(Rows())).Message, StringComparison.Ordinal);

    [Fact]
    public void Fit_LabelsOfNoKnownKey_SaysThatNoRowHasOne()
    {
        IDataView data = Rows(new Item { Shape = [1, 2, 3], Sound = [1, 2], Label = "x" }, new Item { Shape = [1, 2, 4], Sound = [1, 2], Label = "y" });
        Assert.Contains("None of the 2 rows has a label", Assert.Throws<InvalidDataException>(() => Fit(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NoLabelColumn_TrainsByViews()
    {
        MultimodalFuseEstimator estimator = _ml.Transforms.MultimodalFuse("Embedding", ["Shape", "Sound"], epochs: 2, seed: 3);
        MultimodalFuseTransformer model = estimator.Fit(View(Items.Draw(60, classes: 3, labelled: false)));
        Assert.Equal(2, model.Report!.Epochs.Count);
        Assert.Equal(3, model.Report.Seed);
    }

    [Fact]
    public void Fit_SeedFromTheContext_GivesTheSameBits()
    {
        ModalityBatch rows = Items.Draw(60, classes: 3);
        float[] Fitted(int seed) => new MLContext(seed).Transforms
            .MultimodalFuse(Items.Network with { Training = new() { Epochs = 1 } }).Fit(View(rows)).Model.Score(rows);
        Assert.Equal(Fitted(7), Fitted(7));
        Assert.NotEqual(Fitted(7), Fitted(8));
    }

    [Fact]
    public void Fit_GpuAskedForAndNone_SaysTheWayOut()
    {
        if (TorchSharp.torch.cuda.is_available())
        {
            return; // the error is for machines without one
        }

        var ml = new MLContext(seed: 1) { GpuDeviceId = 0, FallbackToCpu = false };
        IDataView data = View(Items.Draw(20, classes: 2));
        var error = Assert.Throws<InvalidOperationException>(() => ml.Transforms.MultimodalFuse(Items.Quick).Fit(data));
        Assert.Contains("GpuDeviceId is 0", error.Message, StringComparison.Ordinal);
        ml.FallbackToCpu = true;
        Assert.Equal("cpu", ml.Transforms.MultimodalFuse(Items.Quick).Fit(data).Report!.Device);
    }

    [Fact]
    public void Fit_Log_TellsEveryEpoch()
    {
        List<string> lines = [];
        _ml.Log += (_, e) => lines.Add(e.Message);
        Fit(Items.Draw(50, classes: 3));
        Assert.Equal(4, lines.Count(line => line.Contains("Epoch", StringComparison.Ordinal) && line.Contains("prototype top-1", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains("by the path alone", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Save_LoadedInAnotherContext_GivesTheSameBits(bool direct)
    {
        ModalityBatch rows = Items.Draw(300, classes: 4, missing: (row, m) => row % 6 == m);
        IDataView data = View(rows);
        MultimodalFuseTransformer model = _ml.Transforms.MultimodalFuse(direct ? Items.Quick : Items.Network).Fit(data);
        string path = Path.Combine(_folder, "model.zip");
        _ml.Model.Save(model, data.Schema, path);

        var other = new MLContext();
        ITransformer loaded = other.Model.UseMultimodalML().Load(path, out _);
        Assert.Equal(Embeddings(model.Transform(data)), Embeddings(loaded.Transform(data)));
        using PredictionEngine<Modalities, Embedded> engine = other.Model.CreatePredictionEngine<Modalities, Embedded>(loaded);
        float[] expected = model.Model.Score(rows);
        int length = model.Model.EmbeddingLength;
        for (int row = 0; row < 20; row++)
        {
            var item = new Modalities
            {
                Shape = rows.IsPresent(0, row) ? rows.Row(0, row).ToArray() : [float.NaN, 0, 0],
                Sound = rows.IsPresent(1, row) ? rows.Row(1, row).ToArray() : [0, float.NaN],
            };
            Assert.Equal(expected[(row * length)..((row + 1) * length)], engine.Predict(item).Embedding);
        }
    }

    [Fact]
    public void Fit_OnAnotherFusesEmbedding_Composes()
    {
        IDataView data = View(Items.Draw(200, classes: 4));
        MultimodalFuseOptions second = Items.Quick with { OutputColumnName = "Deep", InputColumnNames = ["Embedding", "Sound"] };
        ITransformer model = _ml.Transforms.MultimodalFuse(Items.Quick).Append(_ml.Transforms.MultimodalFuse(second)).Fit(data);
        IDataView scored = model.Transform(data);
        Assert.Equal((7 * ((7 * 5) + 6 + 2)) + 6, ((VectorDataViewType)scored.Schema["Deep"].Type).Size);
        Assert.Equal(200, scored.GetColumn<float[]>("Deep").Count());
    }

    [Fact]
    public void Transform_FourThreadsOnOneTransformer_GivesTheSameBits()
    {
        ModalityBatch rows = Items.Draw(600, classes: 4);
        MultimodalFuseTransformer model = _ml.Transforms.MultimodalFuse(Items.Network).Fit(View(rows));
        float[] expected = model.Model.Score(rows);
        var results = new float[4][];
        Parallel.For(0, 4, i => results[i] = Embeddings(model.Transform(View(rows))));
        Assert.All(results, result => Assert.Equal(expected, result));
    }

    private static IDataView View(ModalityBatch rows) => DistributionDataset.ToDataView(rows);

    private static float[] Embeddings(IDataView data) => [.. data.GetColumn<float[]>("Embedding").SelectMany(row => row)];

    [Fact]
    public void Predict_FourThreadsWithAnEngineEach_GivesTheBitsOfTheBatch()
    {
        ModalityBatch rows = Items.Draw(100, classes: 4);
        MultimodalFuseTransformer model = _ml.Transforms.MultimodalFuse(Items.Network).Fit(View(rows));
        float[][] expected = [.. model.Model.Score(rows).Chunk(model.Model.EmbeddingLength)];
        Parallel.For(0, 4, _ =>
        {
            using PredictionEngine<Modalities, Embedded> engine = _ml.Model.CreatePredictionEngine<Modalities, Embedded>(model);
            for (int row = 0; row < rows.RowCount; row++)
            {
                Assert.Equal(expected[row], engine.Predict(new Modalities { Shape = rows.Row(0, row).ToArray(), Sound = rows.Row(1, row).ToArray() }).Embedding);
            }
        });
    }

    private MultimodalFuseTransformer Fit(ModalityBatch rows) => Fit(View(rows));

    private MultimodalFuseTransformer Fit(IDataView data) => _ml.Transforms.MultimodalFuse(Items.Quick).Fit(data);

    private IDataView Rows(params Item[] items) =>
        _ml.Transforms.Conversion.MapValueToKey("Label", keyData: Keys()).Fit(_ml.Data.LoadFromEnumerable(items)).Transform(_ml.Data.LoadFromEnumerable(items));

    private IDataView Keys() => _ml.Data.LoadFromEnumerable([new Key { Label = "a" }, new Key { Label = "b" }]);
}
