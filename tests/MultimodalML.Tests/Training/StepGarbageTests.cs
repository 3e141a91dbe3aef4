using ApiConformance;
using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Networks;
using MultimodalML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Training;

/// <summary>What a training step of the fusion network leaves to the garbage collector once it is under way.</summary>
[Collection(nameof(TrainingMemoryTests))] // other tests beside it would empty the pools that all share
public class StepGarbageTests
{
    private const int Kilobyte = 1024;

    private static readonly ModalityBatch s_rows = new DistributionDataset().Train(30);

    [EmbeddedFact(typeof(torch))] // of the embedded engine: TorchSharp's handles on native tensors are larger
    public void Step_PairsOfRows_MakesLittleGarbage()
    {
        (FusionModules modules, TrainingRows data) = Prepare(new MultimodalFuseOptions(), DirectPath.None);
        Assert.InRange(BytesOfStep(modules, new ShuffledBatches(data.Count, 512), step =>
        {
            Tensor embeddings = modules.Network.call(data.Inputs(step.Rows), null);
            Tensor labels = data.LabelsOf(step.Rows);
            long half = step.Rows.Length / 2;
            Tensor similarities = nn.functional.cosine_similarity(embeddings.narrow(0, 0, half), embeddings.narrow(0, half, half));
            Tensor same = labels.narrow(0, 0, half).eq(labels.narrow(0, half, half)).to_type(ScalarType.Float32);
            return nn.functional.mse_loss((similarities + 1) / 2, same);
        }), 1, Kilobyte - 1);
    }

    [EmbeddedFact(typeof(torch))]
    public void Step_AllPairs_MakesLittleGarbage()
    {
        var options = new MultimodalFuseOptions { Loss = FusionLoss.CosinePairs, ModalityDropout = 0 };
        (FusionModules modules, TrainingRows data) = Prepare(options, DirectPath.None);
        Assert.InRange(BytesOfStep(modules, new ShuffledBatches(data.Count, 256), new FusionObjective(modules, data, options).Compute), 1, Kilobyte - 1);
    }

    [EmbeddedFact(typeof(torch))]
    public void Step_EpisodesBesideThePath_MakesLittleGarbage()
    {
        var options = new MultimodalFuseOptions { ModalityDropout = 0 };
        DirectPath path = DirectPath.Learn(s_rows, FeatureScaling.Learn(s_rows, withinClasses: true), withinClasses: true, options.Path!, seed: 1);
        (FusionModules modules, TrainingRows data) = Prepare(options, path);
        Assert.InRange(BytesOfStep(modules, FusionObjective.Batches(data, options), new FusionObjective(modules, data, options).Compute), 1, 3 * Kilobyte / 2);
    }

    private static (FusionModules Modules, TrainingRows Rows) Prepare(MultimodalFuseOptions options, DirectPath path)
    {
        FusionModules modules = FusionModules.Create(s_rows.Columns.Lengths, options, seed: 1, CPU);
        return (modules, new TrainingRows(s_rows, [.. Enumerable.Range(0, s_rows.RowCount)], FeatureScaling.Learn(s_rows, withinClasses: true), path, CPU));
    }

    /// <summary>Bytes of a step of <see cref="TrainingLoop"/>, when all pools are filled, without what an epoch begins and ends with.</summary>
    private static long BytesOfStep(FusionModules modules, IBatchSampler batches, Func<TrainingStep, Tensor> loss)
    {
        const int First = 200, Last = 400;
        (int number, long from, long to) = (0, 0, 0);
        new TrainingLoop(new TrainingOptions { Epochs = 1 }, seed: 1).Run(modules, new LongEpoch(batches, Last), step =>
        {
            number++;
            from = number == First ? GC.GetAllocatedBytesForCurrentThread() : from;
            to = number == Last ? GC.GetAllocatedBytesForCurrentThread() : to;
            return loss(step);
        });
        return (to - from) / (Last - First);
    }

    /// <summary>Two batches of an epoch in turn, over and over.</summary>
    private sealed class LongEpoch(IBatchSampler batches, int steps) : IBatchSampler
    {
        public int StepsPerEpoch => steps;

        public IEnumerable<int[]> Epoch(Random random)
        {
            int[][] two = [.. batches.Epoch(random).Take(2).Select(rows => rows.ToArray())];
            return Enumerable.Range(0, steps).Select(step => two[step % 2]);
        }
    }
}
