using MultimodalML.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Training;

public sealed class TrainingLoopTests : IDisposable
{
    private const int RowCount = 64;

    private readonly Tensor _inputs;
    private readonly Tensor _targets;
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public TrainingLoopTests()
    {
        using var scope = NewDisposeScope();
        _inputs = Values.Random(new Random(1), RowCount, 3).MoveToOuterDisposeScope();
        _targets = _inputs.matmul(tensor([1f, -2, 0.5f], [3, 1])).MoveToOuterDisposeScope(); // a line the network can find
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _targets.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Run_LearnableTarget_LowersTheLoss()
    {
        using Linear network = NewNetwork();
        TrainingReport report = Train(network, new TrainingOptions { Epochs = 60, BatchSize = 16, LearningRate = 0.05, WeightDecay = 0 });
        Assert.Equal(60, report.Epochs.Count);
        Assert.Equal(240, report.Steps);
        Assert.Equal(TrainingEnd.Completed, report.End);
        Assert.InRange(report.Epochs[^1].Loss, 0, 1e-3 * report.Epochs[0].Loss);
        Assert.Equal([1f, -2, 0.5f], Weights(network), (a, b) => Math.Abs(a - b) < 0.01f);
    }

    [Fact]
    public void Run_SameSeed_GivesSameWeights()
    {
        float[] Weight(int seed)
        {
            using Linear network = NewNetwork();
            Train(network, new TrainingOptions { Epochs = 3, BatchSize = 16 }, seed);
            return Weights(network);
        }

        Assert.Equal(Weight(5), Weight(5));
        Assert.NotEqual(Weight(5), Weight(6));
    }

    [Fact]
    public void Run_MetricFallsAgain_KeepsTheBestEpoch()
    {
        using Linear network = NewNetwork();
        double[] metrics = [0.5, 0.9, 0.7, 0.6];
        float[]? best = null;
        int calls = 0;
        TrainingReport report = Train(network, new TrainingOptions { Epochs = 4, BatchSize = 16 }, metric: () =>
        {
            if (calls == 1)
            {
                best = Weights(network);
            }
            return metrics[calls++];
        });
        Assert.Equal(2, report.BestEpoch);
        Assert.Equal(0.9, report.BestMetric);
        Assert.Equal(best, Weights(network));
        Assert.False(network.training);
    }

    [Fact]
    public void Run_MetricStandsStill_StopsAfterPatience()
    {
        using Linear network = NewNetwork();
        TrainingReport report = Train(network, new TrainingOptions { Epochs = 50, BatchSize = 16, Patience = 3 }, metric: () => 0.5);
        Assert.Equal(TrainingEnd.StoppedEarly, report.End);
        Assert.Equal(4, report.Epochs.Count);
    }

    [Fact]
    public void Run_PatienceWithoutMetric_HasNoEffect()
    {
        using Linear network = NewNetwork();
        TrainingReport report = Train(network, new TrainingOptions { Epochs = 5, BatchSize = 16, Patience = 1 });
        Assert.Equal((TrainingEnd.Completed, 5), (report.End, report.Epochs.Count));
    }

    [Fact]
    public void Run_LossNotFinite_NamesStepAndLearningRate()
    {
        using Linear network = NewNetwork();
        int step = 0;
        var loop = new TrainingLoop(new TrainingOptions { Epochs = 2, BatchSize = 16, LearningRate = 0.5 }, seed: 1);
        var error = Assert.Throws<InvalidOperationException>(() => loop.Run(
            network, new ShuffledBatches(RowCount, 16), s => Loss(network, s) * (++step == 3 ? float.NaN : 1)));
        Assert.Contains("NaN at step 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("0.5", error.Message, StringComparison.Ordinal);
        Assert.Contains("learning rate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MetricNotFinite_NamesTheEpoch()
    {
        using Linear network = NewNetwork();
        int calls = 0;
        var error = Assert.Throws<InvalidOperationException>(() => Train(network, new TrainingOptions { Epochs = 3, BatchSize = 16 }, metric: () => calls++ == 1 ? double.NaN : 1));
        Assert.Contains("NaN after epoch 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CancelledBeforeTheFirstStep_Throws()
    {
        using Linear network = NewNetwork();
        Assert.Throws<OperationCanceledException>(() => Train(network, new TrainingOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    [Fact]
    public void Run_CancelledLater_KeepsTheBestSoFar()
    {
        using Linear network = NewNetwork();
        using var source = new CancellationTokenSource();
        float[]? afterFirst = null;
        TrainingReport report = Train(
            network,
            new TrainingOptions { Epochs = 9, BatchSize = 16, CancellationToken = source.Token, Progress = new Listener(p => Cancel(p)) },
            metric: () =>
            {
                afterFirst ??= Weights(network);
                return 1;
            });
        Assert.Equal(TrainingEnd.Cancelled, report.End);
        Assert.Single(report.Epochs);
        Assert.Equal(1, report.BestEpoch);
        Assert.Equal(afterFirst, Weights(network));

        void Cancel(TrainingProgress progress)
        {
            if (progress is { Epoch: 2, Step: 2 })
            {
                source.Cancel();
            }
        }
    }

    [Fact]
    public void Run_Progress_TellsEveryStepOnce()
    {
        using Linear network = NewNetwork();
        List<TrainingProgress> told = [];
        Train(network, new TrainingOptions { Epochs = 2, BatchSize = 16, Progress = new Listener(told.Add) }, metric: () => 0.25);
        Assert.Equal([(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3), (2, 4)], told.Select(p => (p.Epoch, p.Step)));
        Assert.Equal([null, null, null, 0.25], told.Take(4).Select(p => p.Metric));
        Assert.All(told, p => Assert.Equal((2, 4), (p.Epochs, p.Steps)));
    }

    [Fact]
    public void Run_Finished_LeavesNoTensor()
    {
        long before = Live();
        using (Linear network = NewNetwork())
        {
            Train(network, new TrainingOptions { Epochs = 2, BatchSize = 16, CheckpointPath = Path.Combine(_folder, "leak.bin") }, metric: () => 0);
        }
        Assert.Equal(before, Live());
    }

    [Fact]
    public void Run_ResumedFromCheckpoint_EndsWithTheSameWeights()
    {
        using Linear whole = NewNetwork();
        Train(whole, new TrainingOptions { Epochs = 6, BatchSize = 16 });

        string path = Path.Combine(_folder, "resume.bin");
        using var source = new CancellationTokenSource();
        using Linear first = NewNetwork();
        var interrupted = new TrainingOptions { Epochs = 6, BatchSize = 16, CheckpointPath = path };
        Train(first, interrupted with { CancellationToken = source.Token, Progress = new Listener(p => { if (p is { Epoch: 4, Step: 3 }) { source.Cancel(); } }) });
        using Linear second = NewNetwork();
        TrainingReport report = Train(second, interrupted, seed: 99); // the checkpoint's seed counts
        Assert.Equal(6, report.Epochs.Count);
        Assert.Equal(1, report.Seed);
        Assert.Equal(12, report.Steps);
        Assert.Equal(Weights(whole), Weights(second));
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
    }

    [Fact]
    public void Run_CheckpointOfAnotherNetwork_NamesWhatDiffers()
    {
        string path = Path.Combine(_folder, "other.bin");
        using Linear network = NewNetwork();
        Train(network, new TrainingOptions { Epochs = 1, BatchSize = 16, CheckpointPath = path });
        using Linear wider = nn.Linear(3, 2);
        var error = Assert.Throws<InvalidDataException>(() => Train(wider, new TrainingOptions { Epochs = 2, BatchSize = 16, CheckpointPath = path }));
        Assert.Contains("[1, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("flipped")]
    [InlineData("length")]
    [InlineData("newer")]
    [InlineData("no checkpoint")]
    public void Run_CheckpointUnusable_SaysWhy(string fault)
    {
        string path = Path.Combine(_folder, "bad.bin");
        using Linear network = NewNetwork();
        var options = new TrainingOptions { Epochs = 1, BatchSize = 16, CheckpointPath = path };
        Train(network, options);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[fault switch { "flipped" => bytes.Length / 2, "newer" => 8, "no checkpoint" => 0, "length" => 15, _ => 20 }] ^= 0xC0;
        File.WriteAllBytes(path, fault == "short" ? bytes[..(bytes.Length - 9)] : bytes);
        var error = Assert.Throws<InvalidDataException>(() => Train(network, options));
        Assert.Contains(fault switch { "newer" => "version", "no checkpoint" => "no training checkpoint", _ => "damaged" }, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_CheckpointInNoFolder_NamesIt()
    {
        string folder = Path.Combine(_folder, "nowhere");
        var error = Assert.Throws<ArgumentException>(() => new TrainingLoop(new TrainingOptions { CheckpointPath = Path.Combine(folder, "a.bin") }, seed: 1));
        Assert.Contains($"no folder '{folder}'", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TrainingLoop(new TrainingOptions { CheckpointPath = " " }, seed: 1));
    }

    [Theory]
    [InlineData(nameof(TrainingOptions.Epochs))]
    [InlineData(nameof(TrainingOptions.BatchSize))]
    [InlineData(nameof(TrainingOptions.LearningRate))]
    [InlineData(nameof(TrainingOptions.WeightDecay))]
    [InlineData(nameof(TrainingOptions.WarmUpFraction))]
    [InlineData(nameof(TrainingOptions.Patience))]
    public void Constructor_OptionOutOfRange_NamesItAndItsValue(string name)
    {
        TrainingOptions options = name switch
        {
            nameof(TrainingOptions.Epochs) => new() { Epochs = -7 },
            nameof(TrainingOptions.BatchSize) => new() { BatchSize = -7 },
            nameof(TrainingOptions.LearningRate) => new() { LearningRate = -7 },
            nameof(TrainingOptions.WeightDecay) => new() { WeightDecay = -7 },
            nameof(TrainingOptions.WarmUpFraction) => new() { WarmUpFraction = -7 },
            _ => new() { Patience = -7 },
        };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingLoop(options, seed: 1));
        Assert.Equal(name, error.ParamName);
        Assert.Contains("-7", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_LearningRateNotFinite_Throws(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingLoop(new TrainingOptions { LearningRate = value }, seed: 1));

    private static long Live() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    private static float[] Weights(Linear network)
    {
        using var scope = NewDisposeScope();
        return network.weight!.detach().data<float>().ToArray();
    }

    private static Linear NewNetwork()
    {
        Linear network = nn.Linear(3, 1);
        using IDisposable guard = no_grad();
        using Tensor weight = tensor([0.1f, 0.2f, 0.3f], [1, 3]);
        using Tensor bias = zeros(1);
        network.weight!.copy_(weight);
        network.bias!.copy_(bias);
        return network;
    }

    private Tensor Loss(Linear network, TrainingStep step)
    {
        using Tensor rows = tensor(Array.ConvertAll(step.Rows, row => (long)row));
        return nn.functional.mse_loss(network.call(_inputs.index_select(0, rows)), _targets.index_select(0, rows));
    }

    private TrainingReport Train(Linear network, TrainingOptions options, int seed = 1, Func<double>? metric = null) =>
        new TrainingLoop(options, seed).Run(network, new ShuffledBatches(RowCount, options.BatchSize), step => Loss(network, step), metric, "test metric");

    private sealed class Listener(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
