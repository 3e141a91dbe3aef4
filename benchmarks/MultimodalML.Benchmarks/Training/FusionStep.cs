using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Networks;
using MultimodalML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Benchmarks.Training;

/// <summary>Steps of the fusion network on the synthetic data (19 features in 6/9/4), the network alone: as in <c>benchmarks/peers/training.py</c>.</summary>
internal static class FusionStep
{
    private static readonly ModalityBatch s_data = new DistributionDataset().Train(30);

    /// <summary>The library's cosine pairs: all pairs of the batch, cross-entropy, the two kinds of pair balanced.</summary>
    public static OptimizedStep AllPairs(int hidden, int embedding, int rows)
    {
        MultimodalFuseOptions options = Options(hidden, embedding) with { Loss = FusionLoss.CosinePairs };
        (FusionModules modules, TrainingRows data) = Prepare(options, DirectPath.None);
        var objective = new FusionObjective(modules, data, options);
        var random = new Random(1);
        return new OptimizedStep(modules, data.Count, rows, batch => objective.Compute(new TrainingStep(batch, random)));
    }

    /// <summary>Row i of the batch's first half with row i of its second: (cos + 1) / 2 regressed to 1 or 0.</summary>
    public static OptimizedStep Pairs(int hidden, int embedding, int pairs)
    {
        (FusionModules modules, TrainingRows data) = Prepare(Options(hidden, embedding), DirectPath.None);
        return new OptimizedStep(modules, data.Count, 2 * pairs, batch =>
        {
            Tensor embeddings = modules.Network.call(data.Inputs(batch), null);
            Tensor labels = data.LabelsOf(batch);
            Tensor similarities = nn.functional.cosine_similarity(embeddings.narrow(0, 0, pairs), embeddings.narrow(0, pairs, pairs));
            Tensor same = labels.narrow(0, 0, pairs).eq(labels.narrow(0, pairs, pairs)).to_type(ScalarType.Float32);
            return nn.functional.mse_loss((similarities + 1) / 2, same);
        });
    }

    /// <summary>The library's default: prototypical episodes beside the path.</summary>
    public static OptimizedStep Episodes()
    {
        var options = new MultimodalFuseOptions { InputColumnNames = s_data.Columns.Names, ModalityDropout = 0 };
        DirectPath path = DirectPath.Learn(s_data, FeatureScaling.Learn(s_data, withinClasses: true), withinClasses: true, options.Path!, seed: 1);
        (FusionModules modules, TrainingRows data) = Prepare(options, path);
        var objective = new FusionObjective(modules, data, options);
        var random = new Random(1);
        int[] batch = FusionObjective.Batches(data, options).Epoch(random).First();
        return new OptimizedStep(modules, data.Count, 1, _ => objective.Compute(new TrainingStep(batch, random)));
    }

    private static MultimodalFuseOptions Options(int hidden, int embedding) => new()
    {
        InputColumnNames = s_data.Columns.Names,
        Path = null,
        ModalityDropout = 0,
        Network = new FusionNetworkShape { HiddenWidth = hidden, FeatureLength = hidden, FusedLength = embedding },
    };

    private static (FusionModules Modules, TrainingRows Rows) Prepare(MultimodalFuseOptions options, DirectPath path)
    {
        FeatureScaling scaling = FeatureScaling.Learn(s_data, withinClasses: true);
        FusionModules modules = FusionModules.Create(s_data.Columns.Lengths, options, seed: 1, CPU);
        return (modules, new TrainingRows(s_data, [.. Enumerable.Range(0, s_data.RowCount)], scaling, path, CPU));
    }
}
