using ApiConformance;
using MultimodalML.Networks;
using MultimodalML.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Training;

/// <summary>What training leaves to the garbage collector and keeps in memory, for long trainings of small networks.</summary>
[CollectionDefinition(nameof(TrainingMemoryTests), DisableParallelization = true)]
[Collection(nameof(TrainingMemoryTests))]
public class TrainingMemoryTests
{
    private const int Steps = 10_000;

    [Fact]
    public void Run_TenThousandSteps_KeepsNoTensorAndLittleMemory()
    {
        using var scope = NewDisposeScope();
        Tensor rows = randn(64, 4);
        using var network = new ModalityEncoder(4, 8, 4);
        (int step, long early, long earlyPages, long tensors) = (0, 0, 0, 0);
        new TrainingLoop(new TrainingOptions { Epochs = 1, BatchSize = 8 }, seed: 1).Run(network, new ShuffledBatches(64, 8, Steps), batch =>
        {
            if (++step == Steps / 5)
            {
                (early, earlyPages, tensors) = (Retained(), Environment.WorkingSet, Tensor.TotalCount);
            }
            return network.call(rows.narrow(0, 0, batch.Rows.Length)).square().mean();
        });

        Assert.Equal(Steps, step);
        Assert.InRange(Tensor.TotalCount, 0, tensors); // fewer: the optimizer's are gone
        Assert.InRange(Retained() - early, long.MinValue, 16 << 20);
        Assert.InRange(Environment.WorkingSet - earlyPages, long.MinValue, 32 << 20); // 4 kilobytes a step; what the collector takes before it collects is within
    }

    [EmbeddedFact(typeof(torch))] // TorchSharp 0.107 itself makes 14 kilobytes a step
    public void Run_MoreSteps_MakeLittleGarbageEach()
    {
        using var scope = NewDisposeScope();
        Tensor rows = randn(512, 4);
        using var network = new ModalityEncoder(4, 8, 4);
        long perStep = (Allocated(network, rows, steps: 400) - Allocated(network, rows, steps: 200)) / 200;
        Assert.InRange(perStep, 0, 1023);
    }

    private static long Retained() => GC.GetTotalMemory(forceFullCollection: true);

    private static long Allocated(ModalityEncoder network, Tensor rows, int steps)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        new TrainingLoop(new TrainingOptions { Epochs = 1, BatchSize = 256 }, seed: 1).Run(
            network, new ShuffledBatches(512, 256, steps), batch => network.call(rows.narrow(0, 0, batch.Rows.Length)).square().mean());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
