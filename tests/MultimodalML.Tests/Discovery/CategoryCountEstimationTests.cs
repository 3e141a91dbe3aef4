using MultimodalML.Data;
using MultimodalML.Discovery;
using MultimodalML.Tests.Fusion;

namespace MultimodalML.Tests.Discovery;

public class CategoryCountEstimationTests
{
    private const int Known = 12, Novel = 8;

    private static readonly ModalityColumns s_columns = new(["Shape", "Sound"], [8, 6]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // some unlabelled rows are of known classes
    public void Estimate_SeparateCategories_CountsThem(bool known)
    {
        CategoryCountEstimate estimate = new CategoryCountEstimation(Options, 1).Estimate(Rows((row, c) => c < Known && (!known || row % 3 > 0)), Known);

        Assert.InRange(estimate.Count, Novel - 1, Novel + 1);
        Assert.Equal(Enumerable.Range(1, (2 * Known) + 6), estimate.Curve.Select(point => point.Count));
        Assert.All(estimate.Curve, point => Assert.InRange(point.Overlap, 0.1, point.Accuracy + 1e-9));
        double best = known ? 2.0 / 3 : 1; // unlabelled rows of a class count against it
        Assert.InRange(estimate.Curve[Novel - 1].Overlap, best - 0.05, best + 0.05);
        Assert.True(estimate.Curve[0].Overlap < best - 0.05); // clusters of several classes
        Assert.True(estimate.Curve[^1].Accuracy < 0.95); // classes in several clusters
    }

    [Fact]
    public void Estimate_SameSeed_GivesTheSameCurve()
    {
        ModalityBatch rows = Rows((_, c) => c < Known);
        Assert.Equal(new CategoryCountEstimation(Options, 3).Estimate(rows, Known).Curve, new CategoryCountEstimation(Options, 3).Estimate(rows, Known).Curve);
    }

    [Fact]
    public void Train_NoCountGiven_EstimatesItAndReports()
    {
        List<string> lines = [];
        (DiscoveryModel model, DiscoveryReport report) = new DiscoveryTrainer(Options, log: lines.Add).Train(Rows((_, c) => c < Known));
        Assert.Equal(report.Estimate!.Count, model.NovelCount);
        Assert.Equal(report.NovelCategoryCount, model.NovelCount);
        Assert.Contains(lines, line => line.Contains($"{model.NovelCount} novel categories, estimated by 12 known classes", StringComparison.Ordinal));
    }

    [Fact]
    public void Train_FewUnlabelledRows_TriesNoMoreThanAThirdOfThem()
    {
        ModalityBatch rows = Rows((row, c) => c < Known || row > 60);
        int unlabelled = rows.Labels.Count(ModalityBatch.NoLabel);
        Assert.Equal(unlabelled / 3, new CategoryCountEstimation(Options, 1).Estimate(rows, Known + Novel).Curve.Count);
    }

    [Fact]
    public void Train_OneKnownClassAndNoCount_AsksForIt()
    {
        var error = Assert.Throws<InvalidDataException>(() => new DiscoveryTrainer(Options).Train(Rows((_, c) => c == 0)));
        Assert.Contains("the labels name 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("set NovelCategoryCount", error.Message, StringComparison.Ordinal);
    }

    private static NovelCategoriesOptions Options => new() { InputColumnNames = s_columns.Names, Training = new() { Seed = 1 } };

    /// <summary>600 rows of 20 categories of deviation 0.3 around random centres.</summary>
    private static ModalityBatch Rows(Func<int, int, bool> labelled)
    {
        const int Count = 600;
        var random = new Random(1);
        float[][] values = [.. s_columns.Lengths.Select(length =>
        {
            float[] centres = Values.Normal(random, (Known + Novel) * length), noise = Values.Normal(random, Count * length);
            return noise.Select((value, i) => centres[(i / length % (Known + Novel) * length) + (i % length)] + (0.3f * value)).ToArray();
        })];
        int[] labels = [.. Enumerable.Range(0, Count).Select(row => labelled(row, row % (Known + Novel)) ? row % (Known + Novel) : ModalityBatch.NoLabel)];
        return ModalityBatch.FromArrays(s_columns, values, labels, Known + Novel);
    }
}
