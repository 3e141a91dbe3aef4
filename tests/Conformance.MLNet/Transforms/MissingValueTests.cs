using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.Transforms.MissingValueReplacingEstimator;

namespace Conformance.MLNet.Transforms;

public class MissingValueTests
{
    private readonly MLContext _ml = new(seed: 1);

    private IDataView Data => _ml.Data.LoadFromEnumerable(new float[][] { [1, 3], [1, 3], [4, float.NaN], [float.NaN, 9] }.Select(x => new Row { X = x }));

    [Theory]
    [InlineData(ReplacementMode.DefaultValue, 0f, 0f)]
    [InlineData(ReplacementMode.Mean, 2f, 5f)]
    [InlineData(ReplacementMode.Minimum, 1f, 3f)]
    [InlineData(ReplacementMode.Maximum, 4f, 9f)]
    [InlineData(ReplacementMode.Mode, 1f, 3f)]
    public void ReplaceMissingValues_BySlot_UsesTheOthersOfTheSlot(ReplacementMode mode, float first, float second)
    {
        float[][] rows = [.. _ml.Transforms.ReplaceMissingValues("X", replacementMode: mode).Fit(Data).Transform(Data).GetColumn<float[]>("X")];
        Assert.Equal([first, 9], rows[3]);
        Assert.Equal([4, second], rows[2]);
        Assert.Equal([1, 3], rows[0]);
    }

    [Fact]
    public void ReplaceMissingValues_NotBySlot_UsesTheWholeColumn()
    {
        ITransformer model = _ml.Transforms.ReplaceMissingValues("X", replacementMode: ReplacementMode.Maximum, imputeBySlot: false).Fit(Data);
        Assert.Equal([9, 9], model.Transform(Data).GetColumn<float[]>("X").Last());
    }

    [Fact]
    public void IndicateMissingValues_NaN_IsTrue()
    {
        IEnumerable<bool[]> rows = _ml.Transforms.IndicateMissingValues("M", "X").Fit(Data).Transform(Data).GetColumn<bool[]>("M");
        Assert.Equal([[false, false], [false, false], [false, true], [true, false]], rows);
    }

    [Fact]
    public void SaveAndLoad_Replacements_GiveEqualValues()
    {
        ITransformer model = _ml.Transforms.IndicateMissingValues("M", "X").Append(_ml.Transforms.ReplaceMissingValues("X", replacementMode: ReplacementMode.Mean)).Fit(Data);
        IDataView actual = RoundTrip.Of(_ml, model, Data).Transform(Data);
        Assert.Equal(model.Transform(Data).GetColumn<float[]>("X"), actual.GetColumn<float[]>("X"));
        Assert.Equal(model.Transform(Data).GetColumn<bool[]>("M"), actual.GetColumn<bool[]>("M"));
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] X { get; set; } = [];
    }
}
