using MultimodalML.Data;
using MultimodalML.Fusion;

namespace MultimodalML.Tests.Fusion;

public class FeatureScalingTests
{
    private static readonly ModalityColumns s_columns = new(["X"], [3]);

    [Fact]
    public void Learn_WithoutClasses_GivesMeanZeroAndDeviationOne()
    {
        float[] values = Values.Normal(new Random(1), 300);
        ModalityBatch rows = ModalityBatch.FromArrays(s_columns, [[.. values.Select((v, i) => (v * 5) + (i % 3 * 100))]]);
        float[] scaled = rows.Values(0).ToArray();
        FeatureScaling.Learn(rows, withinClasses: false).Modalities[0].Apply(scaled);
        for (int d = 0; d < 3; d++)
        {
            double[] column = [.. Enumerable.Range(0, 100).Select(row => (double)scaled[(row * 3) + d])];
            Assert.Equal(0, column.Average(), tolerance: 1e-4);
            Assert.Equal(1, Math.Sqrt(column.Sum(v => v * v) / 99), tolerance: 1e-4);
        }
    }

    [Fact] // two classes 10 apart, ±1 within: mean 5; four rows less two class means leave √(4 / 2)
    public void Learn_WithClasses_DividesByTheDeviationWithin()
    {
        float[] values = [-1, 0, 0, 1, 0, 0, 9, 0, 0, 11, 0, 0];
        ModalityBatch rows = ModalityBatch.FromArrays(s_columns, [values], [0, 0, 1, 1], 2);
        FeatureScaling scaling = FeatureScaling.Learn(rows, withinClasses: true);
        float[] row = [6, 0, 0];
        scaling.Modalities[0].Apply(row);
        Assert.Equal(1 / Math.Sqrt(2), row[0], tolerance: 1e-6);
    }

    [Fact]
    public void Learn_ConstantColumn_BecomesZeroWhateverComes()
    {
        float[] values = [.. Enumerable.Range(0, 30).Select(i => i % 3 == 1 ? 0.1f : i)];
        FeatureScaling scaling = FeatureScaling.Learn(ModalityBatch.FromArrays(s_columns, [values]), withinClasses: false);
        float[] row = [1, 1e6f, 1];
        scaling.Modalities[0].Apply(row);
        Assert.Equal(0, row[1]);
        Assert.NotEqual(0, row[0]);
    }

    [Fact] // a dimension that names the class must not become infinite
    public void Learn_SameThroughoutEachClass_KeepsAFiniteWeight()
    {
        float[] values = [.. Enumerable.Range(0, 12).Select(i => i % 3 == 0 ? i / 6 : i)];
        FeatureScaling scaling = FeatureScaling.Learn(ModalityBatch.FromArrays(s_columns, [values], [0, 0, 1, 1], 2), withinClasses: true);
        Assert.InRange(scaling.Modalities[0].Factors[0], 1, 100);
    }

    [Fact]
    public void Learn_EveryClassHasOneRow_UsesTheWholeDeviation()
    {
        float[] values = Values.Normal(new Random(2), 9);
        ModalityBatch rows = ModalityBatch.FromArrays(s_columns, [values], [0, 1, 2], 3);
        float[] whole = FeatureScaling.Learn(rows, withinClasses: false).Modalities[0].Factors.ToArray(), within = FeatureScaling.Learn(rows, withinClasses: true).Modalities[0].Factors.ToArray();
        Assert.Equal(whole, within);
    }

    [Fact]
    public void Learn_MissingRows_DoNotCount()
    {
        float[] values = [1, 2, 3, float.NaN, 0, 0, 3, 4, 5];
        var columns = new ModalityColumns(["X", "Y"], [3, 1]);
        ModalityBatch rows = ModalityBatch.FromArrays(columns, [values, [1, 2, 3]]);
        float[] mean = [2, 3, 4];
        FeatureScaling.Learn(rows, withinClasses: false).Modalities[0].Apply(mean);
        Assert.Equal([0f, 0, 0], mean);
    }

    [Theory] // squares of evenly spread values lean to one side; their roots do not
    [InlineData(1)]
    [InlineData(-1)]
    public void Learn_LopsidedColumn_IsBentEven(int side)
    {
        var columns = new ModalityColumns(["X"], [1]);
        float[] values = [.. Enumerable.Range(0, 101).Select(i => side * MathF.Pow(i, 3))];
        ModalityScaling scaling = FeatureScaling.Learn(ModalityBatch.FromArrays(columns, [values]), withinClasses: false).Modalities[0];
        float[] at = [0, side * 8, side * 64, side * -8];
        scaling.Apply(at);
        float unit = at[1] - at[0];
        Assert.Equal(side, Math.Sign(unit));
        Assert.Equal(Math.Sqrt(8), (at[2] - at[0]) / unit, tolerance: 1e-3);
        Assert.Equal(-1, (at[3] - at[0]) / unit, tolerance: 1e-3); // outside the range learned: as far on the other side
    }
}
