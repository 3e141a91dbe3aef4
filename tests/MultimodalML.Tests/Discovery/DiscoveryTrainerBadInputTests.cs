using MultimodalML.Data;
using MultimodalML.Discovery;
using MultimodalML.Tests.Fusion;

namespace MultimodalML.Tests.Discovery;

/// <summary>Input that has no labels, no unlabelled rows, too few rows, nothing in it: a clear error, or a documented result.</summary>
public class DiscoveryTrainerBadInputTests
{
    public static TheoryData<DiscoveryRecipe> Recipes => DiscoveryTrainerTests.Recipes;

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_NoLabels_ClustersAllRows(DiscoveryRecipe recipe)
    {
        (ModalityBatch rows, _) = DiscoveryItems.Draw(140);
        foreach (ModalityBatch unlabelled in new[] { rows.WithLabels([.. Enumerable.Repeat(ModalityBatch.NoLabel, 140)], 0), rows.WithLabels([.. Enumerable.Repeat(ModalityBatch.NoLabel, 140)], 4) })
        {
            (DiscoveryModel model, DiscoveryReport report) = Train(unlabelled, DiscoveryItems.Quick(recipe) with { NovelCategoryCount = 7 });
            Assert.Equal((0, 140, 7), (report.LabelledCount, report.UnlabelledCount, model.NovelCount));
            Assert.All(model.Predict(unlabelled), category => Assert.InRange(category, unlabelled.ClassCount, unlabelled.ClassCount + 6)); // a class without rows is never predicted
        }
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_NoLabelsAndNoCount_AsksForIt(DiscoveryRecipe recipe)
    {
        ModalityBatch rows = Items.Draw(70, 7, labelled: false);
        Assert.Contains("set NovelCategoryCount", Fails(rows, DiscoveryItems.Quick(recipe) with { NovelCategoryCount = null }), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_NoUnlabelledRows_SaysWhatToDo(DiscoveryRecipe recipe) =>
        Assert.Contains("All 70 rows have a label", Fails(Items.Draw(70, 4), DiscoveryItems.Quick(recipe)), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_OneKnownClass_Works(DiscoveryRecipe recipe)
    {
        ModalityBatch rows = DiscoveryItems.Draw(140, labelled: (_, c) => c == 2).Rows;
        (DiscoveryModel model, DiscoveryReport report) = Train(rows, DiscoveryItems.Quick(recipe) with { NovelCategoryCount = 6 });
        Assert.Equal((4, 6, 20), (model.KnownCount, model.NovelCount, report.LabelledCount));
        Assert.DoesNotContain(model.Predict(rows), category => category is 0 or 1 or 3); // known classes that no row had
        Assert.All(model.Score(rows).Chunk(10), row => Assert.Equal(0, row[0] + row[1] + row[3]));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_MoreCategoriesThanUnlabelledRows_SaysBoth(DiscoveryRecipe recipe)
    {
        string message = Fails(DiscoveryItems.Draw(70).Rows, DiscoveryItems.Quick(recipe) with { NovelCategoryCount = 31 });
        Assert.Contains("NovelCategoryCount is 31", message, StringComparison.Ordinal);
        Assert.Contains("only 30 of 70", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_AsManyCategoriesAsUnlabelledRows_Works(DiscoveryRecipe recipe)
    {
        ModalityBatch rows = DiscoveryItems.Draw(35).Rows;
        DiscoveryModel model = Train(rows, DiscoveryItems.Quick(recipe) with { NovelCategoryCount = 15 }).Model;
        Assert.Equal(19, model.CategoryCount);
        Assert.All(model.Score(rows), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_AllMissingModality_NamesIt(DiscoveryRecipe recipe) =>
        Assert.Contains("'Sound' is missing", Fails(DiscoveryItems.Draw(70, missing: (_, m) => m == 1).Rows, DiscoveryItems.Quick(recipe)), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_ModalityThatOnlyUnlabelledRowsHave_Works(DiscoveryRecipe recipe)
    {
        ModalityBatch rows = DiscoveryItems.Draw(140, missing: (row, m) => m == 1 && row % 7 < DiscoveryItems.Known).Rows;
        Assert.All(Train(rows, DiscoveryItems.Quick(recipe)).Model.Score(rows), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_Duplicates_StayFinite(DiscoveryRecipe recipe)
    {
        ModalityBatch drawn = DiscoveryItems.Draw(14).Rows;
        ModalityBatch rows = drawn.Take([.. Enumerable.Range(0, 140).Select(row => row % 14)]);
        float[] scores = Train(rows, DiscoveryItems.Quick(recipe)).Model.Score(rows);
        Assert.All(scores, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(scores[..(14 * 7)], scores[(14 * 7)..(28 * 7)]);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_RowsAllAlike_StaysFinite(DiscoveryRecipe recipe)
    {
        ModalityBatch one = DiscoveryItems.Draw(1).Rows;
        ModalityBatch rows = one.Take(new int[40]).WithLabels([.. Enumerable.Range(0, 40).Select(row => row < 10 ? row % 2 : ModalityBatch.NoLabel)], 2);
        Assert.All(Train(rows, DiscoveryItems.Quick(recipe)).Model.Score(rows), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Train_NoRows_SaysSo() =>
        Assert.Contains("no rows", Fails(new ModalityBatch(Items.Columns), DiscoveryItems.Quick(default)), StringComparison.Ordinal);

    private static (DiscoveryModel Model, DiscoveryReport Report) Train(ModalityBatch rows, NovelCategoriesOptions options) =>
        new DiscoveryTrainer(options with { Training = options.Training with { Epochs = 1 } }).Train(rows);

    private static string Fails(ModalityBatch rows, NovelCategoriesOptions options) =>
        Assert.Throws<InvalidDataException>(() => new DiscoveryTrainer(options).Train(rows)).Message;
}
