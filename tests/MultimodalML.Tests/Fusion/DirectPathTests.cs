using MultimodalML.Data;
using MultimodalML.Fusion;

namespace MultimodalML.Tests.Fusion;

public class DirectPathTests
{
    [Theory]
    [InlineData(new float[0])]
    [InlineData(new float[] { 1, 2 })]
    public void Learn_LittleShrinkage_WhitensWithinClasses(float[] frequencies)
    {
        ModalityBatch rows = Items.Draw(2000, classes: 4);
        float[][] values = Path(rows, 0, new PathOptions { Frequencies = frequencies, ProjectionsPerValue = 0, Shrinkage = 1e-3 });
        int length = values[0].Length;
        Assert.Equal(3 * (1 + (2 * frequencies.Length)), length);
        var covariance = new double[length, length];
        foreach (IGrouping<int, float[]> group in values.Select((row, i) => (row, i)).GroupBy(pair => rows.Labels[pair.i], pair => pair.row))
        {
            double[] mean = [.. Enumerable.Range(0, length).Select(d => group.Average(row => (double)row[d]))];
            foreach (float[] row in group)
            {
                for (int i = 0; i < length; i++)
                {
                    for (int j = 0; j < length; j++)
                    {
                        covariance[i, j] += (row[i] - mean[i]) * (row[j] - mean[j]) / (2000 - 4);
                    }
                }
            }
        }

        for (int i = 0; i < length; i++)
        {
            for (int j = 0; j < length; j++)
            {
                Assert.Equal(i == j ? 1 : 0, covariance[i, j], tolerance: 0.03);
            }
        }
        Assert.All(Enumerable.Range(0, length), d => Assert.Equal(0, values.Average(row => row[d]), tolerance: 1e-3)); // missing is the mean
    }

    [Fact] // distances after whitening with a = 1 and no lift are those of the scaled values
    public void Learn_FullShrinkage_ScalesEachValueByItself()
    {
        ModalityBatch rows = Items.Draw(200, classes: 4);
        FeatureScaling scaling = FeatureScaling.Learn(rows, withinClasses: true);
        float[][] values = Path(rows, 0, new PathOptions { Frequencies = [], ProjectionsPerValue = 0, Shrinkage = 1 });
        for (int i = 1; i < 20; i++)
        {
            float[] a = rows.Row(0, 0).ToArray(), b = rows.Row(0, i).ToArray();
            scaling.Modalities[0].Apply(a);
            scaling.Modalities[0].Apply(b);
            double expected = a.Zip(b, (x, y) => Math.Pow(x - y, 2)).Sum();
            Assert.Equal(expected, values[0].Zip(values[i], (x, y) => Math.Pow(x - y, 2)).Sum(), tolerance: 0.01 * expected);
        }
    }

    [Fact]
    public void Learn_ConstantColumnsAndOneRowAClass_IsFinite()
    {
        var rows = ModalityBatch.FromArrays(Items.Columns, [[1, 0, 2, 1, 0, 3, 1, 0, 4], new float[6]], [0, 1, 2], 3);
        for (int m = 0; m < 2; m++)
        {
            Assert.All(Path(rows, m, new PathOptions()).SelectMany(row => row), value => Assert.True(float.IsFinite(value)));
        }
    }

    [Fact]
    public void Learn_LongModality_IsWhitenedWithoutLift()
    {
        var columns = new ModalityColumns(["Pixels"], [300]);
        var rows = ModalityBatch.FromArrays(columns, [Values.Normal(new Random(1), 50 * 300)], [.. Enumerable.Range(0, 50).Select(i => i % 2)], 2);
        Assert.Equal(300, Path(rows, 0, new PathOptions())[0].Length);
    }

    private static float[][] Path(ModalityBatch rows, int modality, PathOptions options)
    {
        FeatureScaling scaling = FeatureScaling.Learn(rows, withinClasses: true);
        ModalityPath part = DirectPath.Learn(rows, scaling, withinClasses: true, options, seed: 1).Parts[modality];
        var scratch = new float[part.ScratchLength(1)];
        var values = new float[rows.RowCount][];
        for (int row = 0; row < values.Length; row++)
        {
            float[] scaled = rows.Row(modality, row).ToArray();
            scaling.Modalities[modality].Apply(scaled);
            values[row] = new float[part.Length];
            part.Apply(scaled, 1, values[row], part.Length, scratch);
        }
        return values;
    }
}
