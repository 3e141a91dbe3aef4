using Datasets;
using MultimodalML.Data;
using MultimodalML.Discovery;
using MultimodalML.Evaluation;

namespace MultimodalML.Tests.Quality;

/// <summary>The default recipe finds categories nobody labelled, by its own head. Bounds lie about three standard deviations below what was measured over seeds.</summary>
public class DiscoveryRecipeTests
{
    [Theory]
    [InlineData(UnlabelledContent.KnownAndNovel)]
    [InlineData(UnlabelledContent.NovelOnly)]
    public void Train_SyntheticData_FindsTheNovelClasses(UnlabelledContent content)
    {
        var data = new DistributionDataset(new DistributionDatasetOptions { Seed = 21, ClassCount = 50, TrainPerClass = 60, TestPerClass = 20 });
        ModalityBatch rows = data.Train(), fresh = data.Test();
        (DiscoveryModel model, _) = new DiscoveryTrainer(Options(rows) with { NovelCategoryCount = 20, UnlabelledRows = content }).Train(Hide(rows, 30));

        Assert.InRange(NewAccuracy(model, rows, 30), 0.9, 1);
        Assert.InRange(NewAccuracy(model, fresh, 30), 0.88, 1); // rows that training never saw
    }

    [Fact]
    public void Train_ModalityOfNoise_IsNotMisled()
    {
        ModalityBatch rows = new DistributionDataset(new DistributionDatasetOptions { Seed = 22, ClassCount = 50, TrainPerClass = 60 }).Train();
        var random = new Random(1);
        float[] noise = [.. Enumerable.Range(0, rows.RowCount * 20).Select(_ => random.NextSingle())];
        ModalityColumns columns = new([.. rows.Columns.Names, "Noise"], [.. rows.Columns.Lengths, 20]);
        rows = ModalityBatch.FromArrays(columns, [.. rows.Columns.Names.Select((_, m) => rows.Values(m).ToArray()), noise], rows.Labels.ToArray(), 50);
        (DiscoveryModel model, _) = new DiscoveryTrainer(Options(rows) with { NovelCategoryCount = 20, UnlabelledRows = UnlabelledContent.NovelOnly }).Train(Hide(rows, 30));

        Assert.InRange(NewAccuracy(model, rows, 30), 0.92, 1);
    }

    [SharedDataFact]
    public void Train_Articles_FindsFiveSubjects()
    {
        ModalityBatch rows = ArticleRows();
        foreach (UnlabelledContent content in Enum.GetValues<UnlabelledContent>())
        {
            (DiscoveryModel model, _) = new DiscoveryTrainer(Options(rows) with { NovelCategoryCount = 5, UnlabelledRows = content }).Train(Hide(rows, 5));
            Assert.InRange(NewAccuracy(model, rows, 5), 0.68, 1);
        }
    }

    [SharedDataFact]
    public void Train_Leaves_FindsFiftySpeciesAndCountsThem()
    {
        ModalityBatch rows = LeafRows();
        (DiscoveryModel model, DiscoveryReport report) = new DiscoveryTrainer(Options(rows)).Train(Hide(rows, 50));
        Assert.InRange(report.NovelCategoryCount, 45, 55);
        Assert.InRange(NewAccuracy(model, rows, 50), 0.85, 1);

        (model, _) = new DiscoveryTrainer(Options(rows) with { NovelCategoryCount = 50 }).Train(Hide(rows, 50));
        Assert.InRange(NewAccuracy(model, rows, 50), 0.93, 1);
    }

    private static ModalityBatch LeafRows()
    {
        (Leaf[] train, Leaf[] test) = Leaves.Load(Path.Combine(SharedDataFactAttribute.Folder, "leaves100"), seed: 1);
        Leaf[] leaves = [.. train, .. test];
        float[][] values = [[.. leaves.SelectMany(leaf => leaf.Shape)], [.. leaves.SelectMany(leaf => leaf.Margin)], [.. leaves.SelectMany(leaf => leaf.Texture)]];
        return ModalityBatch.FromArrays(new ModalityColumns(["Shape", "Margin", "Texture"], [64, 64, 64]), values, [.. leaves.Select(leaf => int.Parse(leaf.Label, null))], 100);
    }

    private static ModalityBatch ArticleRows()
    {
        (WikiArticle[] train, WikiArticle[] test) = Wiki.Load(Path.Combine(SharedDataFactAttribute.Folder, "wiki"));
        WikiArticle[] articles = [.. train, .. test];
        float[][] values = [[.. articles.SelectMany(article => article.Image)], [.. articles.SelectMany(article => article.Text)]];
        return ModalityBatch.FromArrays(new ModalityColumns(["Image", "Text"], [articles[0].Image.Length, articles[0].Text.Length]), values, [.. articles.Select(article => int.Parse(article.Label, null))], 10);
    }

    private static NovelCategoriesOptions Options(ModalityBatch rows) => new() { InputColumnNames = rows.Columns.Names, Training = new() { Seed = 21 } };

    private static ModalityBatch Hide(ModalityBatch rows, int known) =>
        rows.WithLabels([.. rows.Labels.ToArray().Select(label => label < known ? label : ModalityBatch.NoLabel)], known);

    private static double NewAccuracy(DiscoveryModel model, ModalityBatch rows, int known)
    {
        int[] novel = [.. Enumerable.Range(0, rows.RowCount).Where(row => rows.Labels[row] >= known)];
        int[] predicted = model.Predict(rows.Take(novel));
        return DiscoveryEvaluation.Evaluate([.. novel.Select(row => rows.Labels[row])], predicted).Accuracy;
    }
}
