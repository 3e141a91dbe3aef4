using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Losses;
using MultimodalML.Networks;
using MultimodalML.Prototypes;
using MultimodalML.Training;
using TorchSharp;

namespace MultimodalML.Tests.Fusion;

public sealed class FusionTrainerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public static TheoryData<FusionLoss> Losses => [.. Enum.GetValues<FusionLoss>()];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Losses))]
    public void Train_SeparableClasses_LearnsAndReports(FusionLoss loss)
    {
        (FusionModel model, TrainingReport report) = Train(Items.Draw(400, classes: 6), Items.Quick with { Loss = loss, Path = null, ModalityDropout = 0 });
        Assert.Equal(4, report.Epochs.Count);
        Assert.Equal(TrainingEnd.Completed, report.End);
        Assert.True(report.Epochs[^1].Loss < report.Epochs[0].Loss, string.Join(", ", report.Epochs.Select(e => e.Loss)));
        Assert.Equal("prototype top-1", report.MetricName);
        Assert.InRange(report.BestMetric!.Value, 0.9, 1);
        Assert.Equal(1, report.Seed);
        Assert.Equal("cpu", report.Device);
        Assert.InRange(Accuracy(model, Items.Draw(400, classes: 6), Items.Draw(400, classes: 6)), 0.9, 1);
    }

    [Theory]
    [InlineData(FusionKind.Concatenate)]
    [InlineData(FusionKind.Multiply)]
    [InlineData(FusionKind.GatedSum)]
    public void Train_AnyFusionWithMissingModalities_AnswersEverySubset(FusionKind kind)
    {
        ModalityBatch rows = Items.Draw(600, classes: 4, missing: (row, m) => row % 7 == m);
        (FusionModel model, _) = Train(rows, Items.Quick with { Network = Items.Small with { Fusion = kind }, Training = Items.Quick.Training with { Epochs = 8 } });
        Assert.InRange(Accuracy(model, rows, rows), 0.9, 1);
        Assert.InRange(Accuracy(model, rows.Take(Whole(rows)).Keep(0), rows.Take(Whole(rows)).Keep(0)), 0.6, 1);
        Assert.InRange(Accuracy(model, rows.Take(Whole(rows)).Keep(1), rows.Take(Whole(rows)).Keep(1)), 0.6, 1);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Train_SameSeed_GivesTheSameBits(FusionLoss loss)
    {
        ModalityBatch rows = Items.Draw(200, classes: 4);
        MultimodalFuseOptions options = Items.Network with { Loss = loss, ReconstructionWeight = 0.5 };
        float[] first = Train(rows, options).Model.Score(rows);
        Assert.Equal(first, Train(rows, options).Model.Score(rows));
        Assert.NotEqual(first, Train(rows, options with { Training = options.Training with { Seed = 2 } }).Model.Score(rows));
    }

    [Fact]
    public void Train_SameSeedWithAPath_GivesTheSameBits()
    {
        ModalityBatch rows = Items.Draw(200, classes: 4);
        Assert.Equal(Train(rows, Items.Quick).Model.Score(rows), Train(rows, Items.Quick).Model.Score(rows));
    }

    [Fact]
    public void Train_SeveralAtOnce_GiveTheBitsOfOne()
    {
        ModalityBatch rows = Items.Draw(200, classes: 4);
        float[] expected = Train(rows, Items.Network).Model.Score(rows);
        var results = new float[4][];
        Parallel.For(0, 4, i => results[i] = Train(rows, Items.Network).Model.Score(rows));
        Assert.All(results, result => Assert.Equal(expected, result));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Train_Finished_LeavesNoTensor(FusionLoss loss)
    {
        long before = Live();
        Train(Items.Draw(100, classes: 4), Items.Quick with { Loss = loss, ReconstructionWeight = 0.5 });
        Assert.Equal(before, Live());
    }

    [Fact]
    public void Train_EndsInAnError_LeavesNoTensor()
    {
        long before = Live();
        TrainingOptions diverging = Items.Quick.Training with { LearningRate = 1e18, WeightDecay = 0, WarmUpFraction = 0 };
        Assert.Throws<InvalidOperationException>(() => Train(Items.Draw(100, classes: 4), Items.Network with { Training = diverging }));
        Assert.Equal(before, Live());

        using var source = new CancellationTokenSource();
        TrainingOptions cancelled = Items.Quick.Training with { CancellationToken = source.Token, Progress = new CancelIn(1, source) };
        TrainingReport report = Train(Items.Draw(100, classes: 4), Items.Network with { Training = cancelled }).Report;
        Assert.Equal((TrainingEnd.Cancelled, 0), (report.End, report.BestEpoch));
        Assert.Equal(before, Live());
    }

    [Fact]
    public void Train_Reconstruction_LowersTheError()
    {
        ModalityBatch rows = Items.Draw(300, classes: 4, missing: (row, m) => row % 9 == m);
        MultimodalFuseOptions options = Items.Quick with { ReconstructionWeight = 1, Training = Items.Quick.Training with { Epochs = 6 } };
        TrainingReport report = Train(rows, options).Report;
        Assert.True(report.Epochs[^1].Loss < report.Epochs[0].Loss);
    }

    [Theory]
    [InlineData(CosinePairError.CrossEntropy)]
    [InlineData(CosinePairError.SquaredError)]
    public void Train_CosinePairs_SeparatesWithEitherError(CosinePairError error)
    {
        ModalityBatch rows = Items.Draw(400, classes: 5);
        MultimodalFuseOptions options = Items.Quick with { Loss = FusionLoss.CosinePairs, CosinePairError = error, Path = null };
        Assert.InRange(Accuracy(Train(rows, options).Model, rows, rows), 0.8, 1);
    }

    [Fact]
    public void Train_NoLabels_LearnsByViews()
    {
        ModalityBatch rows = Items.Draw(300, classes: 5, labelled: false);
        TrainingReport report = Train(rows, Items.Quick with { Loss = FusionLoss.NTXent, LabelColumnName = null }).Report;
        Assert.Equal("view top-1", report.MetricName);
        Assert.True(report.Epochs[^1].Loss < report.Epochs[0].Loss);
    }

    [Fact]
    public void Train_ValidationSetGiven_MeasuresOnIt()
    {
        ModalityBatch rows = Items.Draw(200, classes: 4);
        TrainingReport report = new FusionTrainer(Items.Quick).Train(rows, Items.Draw(50, classes: 4, seed: 99)).Report; // other centres: no better than chance
        Assert.InRange(report.BestMetric!.Value, 0, 0.7);
    }

    [Fact]
    public void Train_NothingHeldOut_KeepsTheLastEpoch()
    {
        TrainingReport report = Train(Items.Draw(60, classes: 4), Items.Quick with { ValidationFraction = 0 }).Report;
        Assert.Equal(4, report.BestEpoch);
        Assert.Null(report.BestMetric);
        Assert.Null(report.MetricName);
    }

    [Fact]
    public void Train_NetworkNoBetterThanThePath_LeavesItOut()
    {
        FusionModel model = Train(Items.Draw(200, classes: 4), Items.Quick).Model; // the path alone is perfect here
        Assert.False(model.UsesNetwork);
        ModalityBatch rows = Items.Draw(3, classes: 3);
        Assert.All(model.Score(rows).Chunk(model.EmbeddingLength), row => Assert.All(row.TakeLast(6), value => Assert.Equal(0, value)));
        Assert.True(Train(Items.Draw(200, classes: 4), Items.Quick with { Path = null }).Model.UsesNetwork);
    }

    [Fact]
    public void Train_CancelledInTheFirstEpoch_LeavesAnUntrainedNetworkOut()
    {
        using var source = new CancellationTokenSource();
        TrainingOptions cancelled = Items.Quick.Training with { CancellationToken = source.Token, Progress = new CancelIn(1, source) };
        (FusionModel model, TrainingReport report) = Train(Items.Draw(200, classes: 4), Items.Quick with { Training = cancelled });
        Assert.Equal((TrainingEnd.Cancelled, 0), (report.End, report.BestEpoch));
        Assert.False(model.UsesNetwork);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, 99)] // the checkpoint's seed counts
    [InlineData(true, null)]
    [InlineData(true, 99)]
    public void Train_ResumedFromCheckpoint_EndsWithTheSameBits(bool path, int? seed)
    {
        ModalityBatch rows = Items.Draw(200, classes: 4);
        MultimodalFuseOptions options = path ? Items.Quick : Items.Network;
        using var source = new CancellationTokenSource();
        float[] whole = Train(rows, options).Model.Score(rows);
        TrainingOptions saved = options.Training with { CheckpointPath = Path.Combine(_folder, "fusion.bin") };
        Train(rows, options with { Training = saved with { CancellationToken = source.Token, Progress = new CancelIn(3, source) } });
        (FusionModel resumed, TrainingReport report) = Train(rows, options with { Training = saved with { Seed = seed } });
        Assert.Equal((4, 1), (report.Epochs.Count, report.Seed));
        Assert.Equal(whole, resumed.Score(rows));
    }

    [Fact]
    public void Train_CheckpointOfAnotherNetwork_NamesWhatDiffers()
    {
        ModalityBatch rows = Items.Draw(60, classes: 4);
        TrainingOptions saved = Items.Quick.Training with { CheckpointPath = Path.Combine(_folder, "other.bin") };
        Train(rows, Items.Quick with { Training = saved });
        var error = Assert.Throws<InvalidDataException>(() => Train(rows, Items.Quick with { Network = Items.Small with { HiddenWidth = 12 }, Training = saved }));
        Assert.Contains("another network", error.Message, StringComparison.Ordinal);
        Assert.Contains("[16, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[12, 3]", error.Message, StringComparison.Ordinal);
    }

    private static (FusionModel Model, TrainingReport Report) Train(ModalityBatch rows, MultimodalFuseOptions options) => new FusionTrainer(options).Train(rows);

    private static int[] Whole(ModalityBatch rows) => [.. Enumerable.Range(0, rows.RowCount).Where(row => rows.IsPresent(0, row) && rows.IsPresent(1, row))];

    private static double Accuracy(FusionModel model, ModalityBatch support, ModalityBatch queries)
    {
        var prototypes = PrototypeSet.Build(model.Score(support), model.EmbeddingLength, support.Labels, support.ClassCount, new PrototypeOptions { Temperature = 1 });
        float[] embeddings = model.Score(queries);
        int[] labels = queries.Labels.ToArray();
        return labels.Where((label, row) => prototypes.Classify(embeddings.AsSpan(row * model.EmbeddingLength, model.EmbeddingLength)) == label).Count() / (double)labels.Length;
    }

    private static long Live() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
}
