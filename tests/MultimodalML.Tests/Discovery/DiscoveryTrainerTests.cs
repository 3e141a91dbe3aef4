using System.Numerics.Tensors;
using MultimodalML.Data;
using MultimodalML.Discovery;
using MultimodalML.Tests.Fusion;
using MultimodalML.Training;
using TorchSharp;

namespace MultimodalML.Tests.Discovery;

public sealed class DiscoveryTrainerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public static TheoryData<DiscoveryRecipe> Recipes => [.. Enum.GetValues<DiscoveryRecipe>()];

    public static TheoryData<DiscoveryRecipe> NeuralRecipes => [DiscoveryRecipe.WinnerTakeAll, DiscoveryRecipe.SelfDistillation];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_SeparateCategories_KnowsTheKnownAndReports(DiscoveryRecipe recipe)
    {
        (ModalityBatch rows, int[] truth) = DiscoveryItems.Draw();
        (DiscoveryModel model, DiscoveryReport report) = Train(rows, recipe);

        Assert.Equal((4, 3, 7), (model.KnownCount, model.NovelCount, model.CategoryCount));
        Assert.Equal((3, 120, 90), (report.NovelCategoryCount, report.LabelledCount, report.UnlabelledCount));
        Assert.Null(report.Estimate);
        int[] predicted = model.Predict(rows);
        int[] known = [.. Enumerable.Range(0, truth.Length).Where(row => truth[row] < DiscoveryItems.Known)];
        Assert.InRange(known.Count(row => predicted[row] == truth[row]) / (double)known.Length, 0.95, 1);
        Assert.All(model.Score(rows).Chunk(7), row => Assert.Equal(1, row.Sum(), tolerance: 1e-5f));
    }

    [Theory]
    [InlineData(DiscoveryRecipe.WinnerTakeAll, UnlabelledContent.KnownAndNovel)]
    [InlineData(DiscoveryRecipe.WinnerTakeAll, UnlabelledContent.NovelOnly)]
    [InlineData(DiscoveryRecipe.SelfDistillation, UnlabelledContent.KnownAndNovel)]
    [InlineData(DiscoveryRecipe.SelfDistillation, UnlabelledContent.NovelOnly)]
    public void Train_SeparateCategories_FindsTheNovel(DiscoveryRecipe recipe, UnlabelledContent content)
    {
        (ModalityBatch rows, int[] truth) = DiscoveryItems.Draw();
        NovelCategoriesOptions options = DiscoveryItems.Quick(recipe) with { UnlabelledRows = content, Training = new TrainingOptions { Epochs = 6, BatchSize = 64, LearningRate = 0.01, Seed = 1 } };
        DiscoveryModel model = new DiscoveryTrainer(options).Train(rows).Model;
        Assert.InRange(DiscoveryItems.Agreement(truth, model.Predict(rows)), 0.95, 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // then of the representation, which has another length
    public void Train_WinnerTakeAll_ComparesThePlainPathWhereThereIsOne(bool hasPath)
    {
        ModalityBatch rows = DiscoveryItems.Draw(70).Rows;
        var labels = new SeenRows();
        NovelCategoriesOptions options = DiscoveryItems.Quick(DiscoveryRecipe.WinnerTakeAll);
        options = options with { Path = hasPath ? options.Path : null, WinnerTakeAll = options.WinnerTakeAll with { PseudoLabels = labels } };

        int length = new DiscoveryTrainer(options).Train(rows).Model.Embedder.EmbeddingLength;

        Assert.Equal((hasPath ? length - options.Network.FusedLength : length, DiscoveryItems.Known + DiscoveryItems.Novel), (labels.Length, labels.CategoryCount));
        Assert.Equal(hasPath, labels.Sums.Distinct().Count() <= 70); // a path is the same in every step, views and weights are not
    }

    [Fact] // some unlabelled rows are of known classes: they get their names
    public void Train_UnlabelledRowsOfKnownClasses_RecognisesThem()
    {
        (ModalityBatch rows, int[] truth) = DiscoveryItems.Draw(420, labelled: (row, _) => row % 2 == 0);
        NovelCategoriesOptions options = DiscoveryItems.Quick(DiscoveryRecipe.SelfDistillation) with { Training = new TrainingOptions { Epochs = 6, BatchSize = 64, LearningRate = 0.01, Seed = 1 } };
        int[] predicted = new DiscoveryTrainer(options).Train(rows).Model.Predict(rows);
        int[] known = [.. Enumerable.Range(0, truth.Length).Where(row => truth[row] < DiscoveryItems.Known)];
        Assert.InRange(known.Count(row => predicted[row] == truth[row]) / (double)known.Length, 0.9, 1);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_SameSeed_GivesTheSameBits(DiscoveryRecipe recipe)
    {
        ModalityBatch rows = DiscoveryItems.Draw(105).Rows;
        Assert.Equal(Train(rows, recipe).Model.Score(rows), Train(rows, recipe).Model.Score(rows));
    }

    [Theory]
    [MemberData(nameof(NeuralRecipes))]
    public void Train_AnotherSeed_GivesOtherWeights(DiscoveryRecipe recipe)
    {
        ModalityBatch rows = DiscoveryItems.Draw(105).Rows;
        NovelCategoriesOptions options = DiscoveryItems.Quick(recipe);
        DiscoveryModel other = new DiscoveryTrainer(options with { Training = options.Training with { Seed = 2 } }).Train(rows).Model;
        Assert.NotEqual(Train(rows, recipe).Model.Score(rows), other.Score(rows));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_MissingModalities_AnswersEverySubsetAndRowByRow(DiscoveryRecipe recipe)
    {
        ModalityBatch rows = DiscoveryItems.Draw(missing: (row, m) => row % 7 == m).Rows;
        DiscoveryModel model = Train(rows, recipe).Model;
        float[] all = model.Score(rows);
        Assert.All(all, value => Assert.True(float.IsFinite(value)));
        for (int row = 0; row < 30; row++)
        {
            Assert.Equal(all[(row * 7)..((row + 1) * 7)], model.Score(rows.Take([row])));
        }
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_Finished_LeavesNoTensor(DiscoveryRecipe recipe)
    {
        long before = Live();
        Train(DiscoveryItems.Draw(70).Rows, recipe);
        Assert.Equal(before, Live());
    }

    [Theory]
    [MemberData(nameof(NeuralRecipes))]
    public void Train_Cancelled_KeepsWhatItHasAndLeavesNoTensor(DiscoveryRecipe recipe)
    {
        long before = Live();
        using var source = new CancellationTokenSource();
        NovelCategoriesOptions options = DiscoveryItems.Quick(recipe);
        TrainingOptions cancelled = options.Training with { CancellationToken = source.Token, Progress = new CancelIn(2, source) };
        ModalityBatch rows = DiscoveryItems.Draw(70).Rows;
        (DiscoveryModel model, DiscoveryReport report) = new DiscoveryTrainer(options with { Training = cancelled }).Train(rows);
        Assert.Equal((TrainingEnd.Cancelled, 1), (report.Training!.End, report.Training.BestEpoch));
        Assert.All(model.Score(rows), value => Assert.True(float.IsFinite(value)));
        Assert.Equal(before, Live());
    }

    [Fact]
    public void Train_ClosedFormCancelled_KeepsWhatItHas()
    {
        using var source = new CancellationTokenSource();
        List<string> lines = [];
        NovelCategoriesOptions options = DiscoveryItems.Quick(DiscoveryRecipe.DiscriminantClustering);
        var trainer = new DiscoveryTrainer(options with { Training = options.Training with { CancellationToken = source.Token } }, log: line =>
        {
            lines.Add(line);
            source.Cancel();
        });
        (ModalityBatch rows, int[] truth) = DiscoveryItems.Draw();
        DiscoveryModel model = trainer.Train(rows).Model;
        Assert.Contains("round 1 of at most 3", Assert.Single(lines), StringComparison.Ordinal);
        Assert.InRange(DiscoveryItems.Agreement(truth, model.Predict(rows)), 0.95, 1);
    }

    [Fact]
    public void Train_ClosedForm_TellsEveryRound()
    {
        List<TrainingProgress> told = [];
        NovelCategoriesOptions options = DiscoveryItems.Quick(DiscoveryRecipe.DiscriminantClustering);
        new DiscoveryTrainer(options with { Training = options.Training with { Progress = new Told(told) } }).Train(DiscoveryItems.Draw().Rows);
        Assert.Equal([1, 2, 3], told.Select(progress => progress.Epoch).Distinct()); // clusterings; these agree
        foreach (IGrouping<int, TrainingProgress> clustering in told.GroupBy(progress => progress.Epoch))
        {
            Assert.Equal(Enumerable.Range(1, clustering.Count()), clustering.Select(progress => progress.Step));
            Assert.All(clustering, progress => Assert.Equal((15, 3), (progress.Epochs, progress.Steps)));
            Assert.Equal(1, clustering.First().Loss); // all rows get a category
            Assert.Equal(0, clustering.Last().Loss); // and then keep it
        }
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Train_CancelledBefore_Throws(DiscoveryRecipe recipe)
    {
        NovelCategoriesOptions options = DiscoveryItems.Quick(recipe);
        var trainer = new DiscoveryTrainer(options with { Training = options.Training with { CancellationToken = new CancellationToken(canceled: true) } });
        Assert.Throws<OperationCanceledException>(() => trainer.Train(DiscoveryItems.Draw(70).Rows));
    }

    [Theory]
    [MemberData(nameof(NeuralRecipes))]
    public void Train_ResumedFromCheckpoint_EndsWithTheSameBits(DiscoveryRecipe recipe)
    {
        ModalityBatch rows = DiscoveryItems.Draw(70).Rows;
        NovelCategoriesOptions options = DiscoveryItems.Quick(recipe);
        float[] whole = Train(rows, recipe).Model.Score(rows);
        using var source = new CancellationTokenSource();
        TrainingOptions saved = options.Training with { CheckpointPath = Path.Combine(_folder, "discovery.bin") };
        new DiscoveryTrainer(options with { Training = saved with { CancellationToken = source.Token, Progress = new CancelIn(2, source) } }).Train(rows);
        (DiscoveryModel resumed, DiscoveryReport report) = new DiscoveryTrainer(options with { Training = saved with { Seed = 99 } }).Train(rows);
        Assert.Equal((2, 1), (report.Training!.Epochs.Count, report.Training.Seed));
        Assert.Equal(whole, resumed.Score(rows));
    }

    [Theory]
    [MemberData(nameof(PseudoLabels))]
    public void Train_AnyPseudoLabelsAndContrast_Learns(IPseudoLabels labels, ContrastScope contrast)
    {
        ModalityBatch rows = DiscoveryItems.Draw(missing: (row, m) => row % 9 == m).Rows;
        NovelCategoriesOptions options = DiscoveryItems.Quick(DiscoveryRecipe.WinnerTakeAll) with
        {
            UnlabelledRows = UnlabelledContent.NovelOnly,
            WinnerTakeAll = new WinnerTakeAllOptions { PseudoLabels = labels, Contrast = contrast, Consistency = new RampUp { Weight = 1, Fraction = 0.2 } },
            Views = [new NoiseViews(0.3), new EntryDropoutViews(0.1), new MixingViews(0.1)],
        };
        TrainingReport report = new DiscoveryTrainer(options).Train(rows).Report.Training!;
        Assert.True(report.Epochs[^1].Loss < report.Epochs[0].Loss, string.Join(", ", report.Epochs.Select(epoch => epoch.Loss)));
    }

    public static TheoryData<IPseudoLabels, ContrastScope> PseudoLabels => new()
    {
        { new WinnerTakeAllPseudoLabels(0.6, codeCount: 64, windowSize: 3), ContrastScope.Across },
        { new RankingStatisticsPseudoLabels(2), ContrastScope.Within },
        { new CosinePseudoLabels(0.6), ContrastScope.WithinAndAcross },
        { new NearestNeighborPseudoLabels(2), ContrastScope.None },
    };

    private static (DiscoveryModel Model, DiscoveryReport Report) Train(ModalityBatch rows, DiscoveryRecipe recipe) => new DiscoveryTrainer(DiscoveryItems.Quick(recipe)).Train(rows);

    /// <summary>Remembers what it is shown, and marks nothing.</summary>
    private sealed class SeenRows : IPseudoLabels
    {
        public int Length { get; private set; }

        public int CategoryCount { get; private set; }

        public List<float> Sums { get; } = [];

        public void Compare(ReadOnlySpan<float> representations, int length, int categoryCount, Span<bool> alike)
        {
            (Length, CategoryCount) = (length, categoryCount);
            alike.Clear();
            for (int row = 0; row < representations.Length / length; row++)
            {
                alike[row * ((representations.Length / length) + 1)] = true;
                Sums.Add(TensorPrimitives.Sum(representations.Slice(row * length, length)));
            }
        }
    }

    private static long Live() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    private sealed class Told(List<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told.Add(value);
    }
}
