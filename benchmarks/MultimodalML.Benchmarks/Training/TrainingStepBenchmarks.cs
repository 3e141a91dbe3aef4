using BenchmarkDotNet.Attributes;

namespace MultimodalML.Benchmarks.Training;

/// <summary>One training step: choose rows, forward, loss, backward, AdamW.</summary>
[MemoryDiagnoser]
public class TrainingStepBenchmarks
{
    private OptimizedStep? _step;

    /// <summary>Default: prototypical episodes of 30 classes x 10 rows beside the path. Small: hidden 64, embedding 32. Large: 512 and 256. Joint space: three gated embedding units of 2,048.</summary>
    public enum Kind
    {
        Default,
        SmallPairs,
        SmallAllPairs,
        LargePairs,
        LargeAllPairs,
        JointSpace,
    }

    [ParamsAllValues]
    public Kind Step { get; set; }

    [GlobalSetup]
    public void Setup() => _step = Step switch
    {
        Kind.SmallPairs => FusionStep.Pairs(64, 32, 256),
        Kind.SmallAllPairs => FusionStep.AllPairs(64, 32, 256),
        Kind.LargePairs => FusionStep.Pairs(512, 256, 1024),
        Kind.LargeAllPairs => FusionStep.AllPairs(512, 256, 1024),
        Kind.JointSpace => JointSpaceStep.Create(),
        _ => FusionStep.Episodes(),
    };

    [Benchmark]
    public float Run() => _step!.Run();

    [GlobalCleanup]
    public void Cleanup() => _step?.Dispose();
}
