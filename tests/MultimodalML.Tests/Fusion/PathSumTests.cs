using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Fusion;

/// <summary>A path whose parts add up along directions of the whole.</summary>
public class PathSumTests
{
    private static readonly ModalityBatch s_rows = Items.Draw(150, classes: 5, missing: (row, m) => row % 7 == m);
    private static readonly FeatureScaling s_scaling = FeatureScaling.Learn(s_rows, withinClasses: true);
    private static readonly DirectPath s_path = DirectPath.Learn(s_rows, s_scaling, withinClasses: true, new PathOptions { Frequencies = [1], ProjectionsPerValue = 1 }, seed: 1);

    [Fact]
    public void Onto_AnyDirections_IsTheCentredPathAlongThem()
    {
        (float[] values, float[] means) = s_path.Centred(s_rows, s_scaling);
        float[] directions = Values.Normal(new Random(1), 4 * s_path.Length);
        float[] scored = Model(s_path.Onto(directions, means)).Score(s_rows);
        for (int row = 0; row < s_rows.RowCount; row++)
        {
            for (int d = 0; d < 4; d++)
            {
                double expected = Enumerable.Range(0, s_path.Length).Sum(i => (double)values[(row * s_path.Length) + i] * directions[(d * s_path.Length) + i]);
                Assert.Equal(expected, scored[(row * 4) + d], tolerance: 1e-3);
            }
        }
    }

    [Fact]
    public void Centred_MissingModality_IsZeroAndTheOthersAverageZero()
    {
        (float[] values, float[] means) = s_path.Centred(s_rows, s_scaling);
        int first = s_path.Parts[0].Length;
        Assert.Equal(s_path.Length, means.Length);
        Assert.All(values[..first], value => Assert.Equal(0, value)); // row 0 lacks modality 0
        for (int d = 0; d < s_path.Length; d++)
        {
            Assert.Equal(0, Enumerable.Range(0, s_rows.RowCount).Average(row => values[(row * s_path.Length) + d]), tolerance: 1e-4);
        }
    }

    [Fact]
    public void Reduced_KeepsTheDirectionsOfLargestScatter()
    {
        DirectPath reduced = s_path.Reduced(s_rows, s_scaling, 3, seed: 1);
        float[] scored = Model(reduced).Score(s_rows);
        double[] scatter = [.. Enumerable.Range(0, 3).Select(d => scored.Where((_, i) => i % 3 == d).Average(value => (double)value * value))];
        Assert.Equal(scatter.OrderDescending(), scatter);
        Assert.True(reduced.IsSum);
        Assert.Equal(s_path.Length, s_path.Reduced(s_rows, s_scaling, 1000, seed: 1).Length);
    }

    [Fact] // training sees what scoring gives, also where some modalities are not shown
    public void TrainingRows_PathOfASum_IsThatOfTheModel()
    {
        DirectPath sum = s_path.Reduced(s_rows, s_scaling, 4, seed: 1);
        using var scope = NewDisposeScope();
        int[] all = [.. Enumerable.Range(0, s_rows.RowCount)];
        using var data = new TrainingRows(s_rows, all, s_scaling, sum, CPU);
        Assert.Equal(Model(sum).Score(s_rows), data.Path(all, data.Presence(all))!.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-3);

        int[] whole = [.. all.Where(row => s_rows.IsPresent(0, row) && s_rows.IsPresent(1, row))];
        Assert.Equal(Model(sum).Score(s_rows.Take(whole).Keep(1)), data.Path(whole, data.Presence(whole, [false, true]))!.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public void Score_RowAlone_HasTheBitsOfTheBatch()
    {
        FusionModel model = Model(s_path.Reduced(s_rows, s_scaling, 4, seed: 1));
        float[] all = model.Score(s_rows);
        for (int row = 0; row < 20; row++)
        {
            Assert.Equal(all[(row * 4)..((row + 1) * 4)], model.Score(s_rows.Take([row])));
        }
    }

    [Fact]
    public void Read_WrittenModel_GivesTheSameBits()
    {
        FusionModel model = Model(s_path.Reduced(s_rows, s_scaling, 4, seed: 1));
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        FusionPayload.Write(writer, model);
        writer.Flush();
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        FusionModel read = FusionPayload.Read(reader);
        Assert.True(read.Path.IsSum);
        Assert.Equal(model.Score(s_rows), read.Score(s_rows));
    }

    [Fact]
    public void Constructor_PartsOfASumThatDiffer_Throws() => Assert.Throws<InvalidDataException>(() => new DirectPath(s_path.Parts, isSum: true));

    [Fact] // 20 values that depend on two hidden ones: two components say it all
    public void Learn_PrincipalComponents_KeepsWhatScattersMost()
    {
        var columns = new ModalityColumns(["Pixels"], [20]);
        var random = new Random(1);
        float[] mixing = Values.Normal(random, 2 * 20), hidden = Values.Normal(random, 300 * 2), noise = Values.Normal(random, 300 * 20);
        float[] values = [.. noise.Select((value, i) => (0.01f * value) + (hidden[i / 20 * 2] * mixing[i % 20]) + (hidden[(i / 20 * 2) + 1] * mixing[20 + (i % 20)]))];
        var rows = ModalityBatch.FromArrays(columns, [values], [.. Enumerable.Range(0, 300).Select(row => hidden[row * 2] > 0 ? 1 : 0)], 2);
        FeatureScaling scaling = FeatureScaling.Learn(rows, withinClasses: true, uniformFrom: 10);
        DirectPath path = DirectPath.Learn(rows, scaling, withinClasses: true, new PathOptions { PrincipalComponents = 2, Shrinkage = 1e-3 }, seed: 1);

        Assert.Single(scaling.Modalities[0].Factors.ToArray().Distinct());
        Assert.Equal(2, path.Length);
        float[] scored = Model(path, columns, scaling).Score(rows);
        double apart = Enumerable.Range(0, 300).Where(row => rows.Labels[row] == 1).Average(row => (double)scored[row * 2]) - Enumerable.Range(0, 300).Where(row => rows.Labels[row] == 0).Average(row => (double)scored[row * 2]);
        double other = Enumerable.Range(0, 300).Where(row => rows.Labels[row] == 1).Average(row => (double)scored[(row * 2) + 1]) - Enumerable.Range(0, 300).Where(row => rows.Labels[row] == 0).Average(row => (double)scored[(row * 2) + 1]);
        Assert.InRange(Math.Sqrt((apart * apart) + (other * other)), 2, 4); // the means of two half normals lie 1.6 apart, and their deviation is 0.6
    }

    [Fact]
    public void Validate_NoComponents_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new PathOptions { PrincipalComponents = 0 }.Validate());

    private static FusionModel Model(DirectPath path, ModalityColumns? columns = null, FeatureScaling? scaling = null) =>
        new(columns ?? Items.Columns, scaling ?? s_scaling, path, FusionNetworkShape.None, []);
}
