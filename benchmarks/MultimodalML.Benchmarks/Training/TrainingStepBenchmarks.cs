using BenchmarkDotNet.Attributes;
using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Benchmarks.Training;

/// <summary>One step of the default network (19 features in 6/9/4): choose rows, forward, loss, backward, AdamW.</summary>
[MemoryDiagnoser]
public class TrainingStepBenchmarks
{
    private FusionModules? _modules;
    private TrainingRows? _rows;
    private FusionObjective? _objective;
    private optim.Optimizer? _optimizer;
    private TrainingStep _step;

    [Params(FusionLoss.PrototypicalEpisodes, FusionLoss.SupervisedContrastive)]
    public FusionLoss Loss { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var options = new MultimodalFuseOptions { InputColumnNames = ["Modality0", "Modality1", "Modality2"], Loss = Loss, ModalityDropout = 0 };
        ModalityBatch data = new DistributionDataset().Train(30);
        FeatureScaling scaling = FeatureScaling.Learn(data, withinClasses: true);
        _modules = FusionModules.Create(data.Columns.Lengths, options, seed: 1, CPU);
        DirectPath path = DirectPath.Learn(data, scaling, withinClasses: true, options.Path!, seed: 1);
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
