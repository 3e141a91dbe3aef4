using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Networks;
using MultimodalML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Discovery;

/// <summary>Trains the networks of a neural recipe. Leaves no Torch tensor behind.</summary>
internal sealed class NeuralDiscovery(NovelCategoriesOptions options, Device device, int seed, Action<string>? log)
{
    private const int FewestSteps = 50; // of an epoch: a network needs some steps, however few the rows are

    public (FusionModel Embedder, DiscoveryHead Head, TrainingReport Report) Train(ModalityBatch rows, int knownCount, int novelCount)
    {
        (FeatureScaling scaling, DirectPath path) = ClosedForm.Learn(rows, options, seed);
        if (path.Length > 0)
        {
            path = path.Reduced(rows, scaling, knownCount + novelCount, seed);
        }
        int embeddingLength = path.Length + options.Network.FusedLength;

        using var scope = NewDisposeScope();
        using var data = new TrainingRows(rows, [.. Enumerable.Range(0, rows.RowCount)], scaling, path, device);
        var network = new FusionNetwork(rows.Columns.Lengths, options.Network);
        var views = new TwoViews(network, data, options);
        nn.Module heads;
        IDiscoveryObjective objective;
        if (options.Recipe == DiscoveryRecipe.WinnerTakeAll)
        {
            int unlabelledCount = options.UnlabelledRows == UnlabelledContent.NovelOnly ? novelCount : knownCount + novelCount;
            var both = new WinnerTakeAllHeads(embeddingLength, knownCount + novelCount, unlabelledCount, rows.Columns.Count, options.Network.FeatureLength, options.WinnerTakeAll.ProjectionLength);
            (heads, objective) = (both, new WinnerTakeAllObjective(views, both, data, options, knownCount, device));
        }
        else
        {
            var classifier = new SelfDistillationHeads(embeddingLength, knownCount + novelCount, options.Network.HiddenWidth, options.SelfDistillation.ProjectionLength);
            (heads, objective) = (classifier, new SelfDistillationObjective(views, classifier, data, options, knownCount, device));
        }

        using var modules = new DiscoveryModules(network, heads);
        SeededWeights.Draw(modules, seed);
        modules.to(device);
        var loop = new TrainingLoop(options.Training, seed, log);
        TrainingReport report = loop.Run(modules, new ShuffledBatches(rows.RowCount, options.Training.BatchSize, FewestSteps), objective.Compute);
        return (FusionModel.From(network, options.Network, rows.Columns, scaling, path), objective.Head(), report);
    }
}
