using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Transforms;

public class PipelineTests
{
    private readonly MLContext _ml = new(seed: 1);

    private IDataView Data
    {
        get
        {
            string[] colours = ["red", "green", "blue"];
            return _ml.Data.Cache(_ml.Data.LoadFromEnumerable(Enumerable.Range(0, 300).Select(i => new Row
            {
                Id = i,
                Text = $"item {i % 5} of {colours[i % 3]}",
                Colour = colours[(i / 2) % 3],
                Numbers = [i % 7, i % 7 == 0 ? float.NaN : i % 11],
                Label = colours[i % 3],
            })));
        }
    }

    [Fact]
    public void Fit_TextCategoryAndNumbers_TrainOneClassifier()
    {
        ITransformer model = Pipeline().Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0)).Fit(Data);
        Assert.Equal(1, _ml.MulticlassClassification.Evaluate(model.Transform(Data)).MicroAccuracy);
        IDataView loaded = RoundTrip.Of(_ml, model, Data).Transform(Data);
        Assert.Equal(model.Transform(Data).GetColumn<float[]>("Score"), loaded.GetColumn<float[]>("Score"));
    }

    [Fact]
    public async Task GetRowCursorSet_ReadByThreads_GivesTheValuesOfOneCursor()
    {
        IDataView view = Pipeline().Fit(Data).Transform(Data);
        float[][] expected = [.. view.GetColumn<float[]>("Features")];
        DataViewSchema.Column[] columns = [view.Schema["Id"], view.Schema["Features"]];
        Task<List<(int Id, float[] Features)>>[] tasks = [.. view.GetRowCursorSet(columns, 4).Select(cursor => Task.Run(() => Read(cursor)))];
        (int Id, float[] Features)[] rows = [.. (await Task.WhenAll(tasks)).SelectMany(part => part).OrderBy(row => row.Id)];
        Assert.Equal(Enumerable.Range(0, 300), rows.Select(row => row.Id));
        Assert.Equal(expected, rows.Select(row => row.Features));
    }

    [Fact]
    public void GetColumn_OneColumn_ComputesNoOther()
    {
        IDataView view = Pipeline().Fit(Data).Transform(Data);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Id"]]);
        Assert.True(cursor.IsColumnActive(view.Schema["Id"]));
        Assert.False(cursor.IsColumnActive(view.Schema["Features"]));
        Assert.ThrowsAny<Exception>(() => cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]));
    }

    private EstimatorChain<ITransformer> Pipeline() => new EstimatorChain<ITransformer>()
        .Append(_ml.Transforms.ReplaceMissingValues("Numbers"))
        .Append(_ml.Transforms.NormalizeMinMax("Numbers"))
        .Append(_ml.Transforms.Categorical.OneHotEncoding("Colour"))
        .Append(_ml.Transforms.Text.FeaturizeText("Words", "Text"))
        .Append(_ml.Transforms.Conversion.MapValueToKey("Label"))
        .Append((IEstimator<ITransformer>)_ml.Transforms.Concatenate("Features", "Numbers", "Colour", "Words"));

    private static List<(int, float[])> Read(DataViewRowCursor cursor)
    {
        var rows = new List<(int, float[])>();
        using (cursor)
        {
            ValueGetter<int> getId = cursor.GetGetter<int>(cursor.Schema["Id"]);
            ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(cursor.Schema["Features"]);
            int id = 0;
            VBuffer<float> features = default;
            while (cursor.MoveNext())
            {
                getId(ref id);
                getFeatures(ref features);
                rows.Add((id, [.. features.DenseValues()]));
            }
        }
        return rows;
    }

    private sealed class Row
    {
        public int Id { get; set; }

        public string Text { get; set; } = "";

        public string Colour { get; set; } = "";

        [VectorType(2)]
        public float[] Numbers { get; set; } = [];

        public string Label { get; set; } = "";
    }
}
