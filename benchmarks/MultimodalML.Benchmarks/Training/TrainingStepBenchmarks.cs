using BenchmarkDotNet.Attributes;
using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Benchmarks.Training;

/// <summary>One step of the fusion network (19 features in 6/9/4): choose rows, forward, loss, backward, AdamW.</summary>
/// <remarks>Prototypical episodes are the library's default, 30 classes x 10 rows beside the path. Cosine pairs are 256 rows through the network alone, as in <c>benchmarks/peers/training_step.py</c>.</remarks>
[MemoryDiagnoser]
public class TrainingStepBenchmarks
{
    private FusionModules? _modules;
    private TrainingRows? _rows;
    private FusionObjective? _objective;
    private optim.Optimizer? _optimizer;
    private TrainingStep _step;

    [Params(FusionLoss.PrototypicalEpisodes, FusionLoss.CosinePairs)]
    public FusionLoss Loss { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var options = new MultimodalFuseOptions { InputColumnNames = ["Modality0", "Modality1", "Modality2"], Loss = Loss, ModalityDropout = 0 };
        if (Loss == FusionLoss.CosinePairs)
        {
            options = options with { Path = null };
        }

        ModalityBatch data = new DistributionDataset().Train(30);
        FeatureScaling scaling = FeatureScaling.Learn(data, withinClasses: true);
        _modules = FusionModules.Create(data.Columns.Lengths, options, seed: 1, CPU);
        DirectPath path = options.Path is { } settings ? DirectPath.Learn(data, scaling, withinClasses: true, settings, seed: 1) : DirectPath.None;
        _rows = new TrainingRows(data, [.. Enumerable.Range(0, data.RowCount)], scaling, path, CPU);
        _objective = new FusionObjective(_modules, _rows, options);
        _optimizer = optim.AdamW(_modules.parameters(), 1e-3);
        var random = new Random(1);
        _step = new TrainingStep(FusionObjective.Batches(_rows, options).Epoch(random).First(), random);
    }

    [Benchmark]
    public float Step()
    {
        using var scope = NewDisposeScope();
        _optimizer!.zero_grad();
        Tensor loss = _objective!.Compute(_step);
        loss.backward();
        _optimizer.step();
        return loss.item<float>();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _optimizer?.Dispose();
        _rows?.Dispose();
        _modules?.Dispose();
    }
}
