using ApiConformance;
using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Losses;
using MultimodalML.Networks;
using MultimodalML.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Training;

/// <summary>What a training step of the fusion network leaves to the garbage collector once it is under way.</summary>
[Collection(nameof(TrainingMemoryTests))] // other tests beside it would empty the pools that all share
public class StepGarbageTests
{
    private const int Kilobyte = 1024;

    private static readonly ModalityBatch s_rows = new DistributionDataset().Train(30);

    [EmbeddedFact(typeof(torch))] // of the embedded engine: TorchSharp's handles on native tensors are larger
    public void Step_PairsOfRows_MakesLittleGarbage() => Assert.InRange(BytesOfPairs(width: 64, steps: 400), 1, Kilobyte - 1);

    [EmbeddedFact(typeof(torch))]
    public void Step_PairsOfRowsInWideLayers_MakesLittleGarbage() => Assert.InRange(BytesOfPairs(width: 512, steps: 60), 1, Kilobyte - 1); // threads share them

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
        Assert.InRange(BytesOfStep(modules, FusionObjective.Batches(data, options), new FusionObjective(modules, data, options).Compute), 1, Kilobyte - 1);
    }

    [EmbeddedFact(typeof(torch))]
    public void Step_JointSpace_MakesLittleGarbage()
    {
        int[] lengths = [400, 100, 30];
        var space = new JointSpace(lengths);
        Tensor[] inputs = [.. lengths.Select(length => randn(512, length))];
        var loss = new MaskedMarginSoftmaxLoss();
        long[] chosen = new long[128];
        Assert.InRange(BytesOfStep(space, new ShuffledBatches(512, chosen.Length), step =>
        {
            for (int i = 0; i < chosen.Length; i++)
            {
                chosen[i] = step.Rows[i];
            }
            Tensor rows = tensor(chosen);
            Tensor a = space.Units[0].call(inputs[0].index_select(0, rows));
            Tensor b = space.Units[1].call(inputs[1].index_select(0, rows));
            Tensor c = space.Units[2].call(inputs[2].index_select(0, rows));
            return loss.Compute(a, b) + loss.Compute(b, c) + loss.Compute(c, a);
        }), 1, Kilobyte - 1);
    }

    private static long BytesOfPairs(int width, int steps)
    {
        var shape = new FusionNetworkShape { HiddenWidth = width, FeatureLength = width, FusedLength = width / 2 };
        (FusionModules modules, TrainingRows data) = Prepare(new MultimodalFuseOptions { Network = shape }, DirectPath.None);
        return BytesOfStep(modules, new ShuffledBatches(data.Count, 512), step =>
        {
            Tensor embeddings = modules.Network.call(data.Inputs(step.Rows), null);
            Tensor labels = data.LabelsOf(step.Rows);
            long half = step.Rows.Length / 2;
            Tensor similarities = nn.functional.cosine_similarity(embeddings.narrow(0, 0, half), embeddings.narrow(0, half, half));
            Tensor same = labels.narrow(0, 0, half).eq(labels.narrow(0, half, half)).to_type(ScalarType.Float32);
            return nn.functional.mse_loss((similarities + 1) / 2, same);
        }, steps);
    }

    private static (FusionModules Modules, TrainingRows Rows) Prepare(MultimodalFuseOptions options, DirectPath path)
    {
        FusionModules modules = FusionModules.Create(s_rows.Columns.Lengths, options, seed: 1, CPU);
        return (modules, new TrainingRows(s_rows, [.. Enumerable.Range(0, s_rows.RowCount)], FeatureScaling.Learn(s_rows, withinClasses: true), path, CPU));
    }

    /// <summary>Bytes of a step of <see cref="TrainingLoop"/>, when all pools are filled, without what an epoch begins and ends with.</summary>
    private static long BytesOfStep(nn.Module network, IBatchSampler batches, Func<TrainingStep, Tensor> loss, int steps = 400)
    {
        int first = steps / 2;
        (int number, long from, long to) = (0, 0, 0);
        new TrainingLoop(new TrainingOptions { Epochs = 1 }, seed: 1).Run(network, new LongEpoch(batches, steps), step =>
        {
            number++;
            from = number == first ? GC.GetAllocatedBytesForCurrentThread() : from;
            to = number == steps ? GC.GetAllocatedBytesForCurrentThread() : to;
            return loss(step);
        });
        return (to - from) / (steps - first);
    }

    private sealed class JointSpace : nn.Module
    {
        public JointSpace(int[] lengths)
            : base(nameof(JointSpace))
        {
            Units = nn.ModuleList([.. lengths.Select(length => new GatedEmbeddingUnit(length, 256))]);
            RegisterComponents();
        }

        public ModuleList<GatedEmbeddingUnit> Units { get; }
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
