using MultimodalML.Losses;
using MultimodalML.Networks;
using MultimodalML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Fusion;

/// <summary>The loss of one training step: rows, the modalities shown, embeddings, the chosen loss, the reconstruction term.</summary>
internal sealed class FusionObjective(FusionModules modules, TrainingRows rows, MultimodalFuseOptions options)
{
    private readonly CosinePairLoss _pairs = new(options.CosinePairError);
    private readonly PrototypicalLoss _episodes = new(options.DistanceScale);

    private ModalityDropout Dropout { get; } = new(rows.ModalityCount, options.ModalityDropout);

    /// <summary>The batches that the loss needs.</summary>
    public static IBatchSampler Batches(TrainingRows rows, MultimodalFuseOptions options) => options.Loss == FusionLoss.PrototypicalEpisodes
        ? new EpisodeBatches(rows.Labels, options.ClassesPerEpisode, options.SupportPerClass + options.QueriesPerClass)
        : new ShuffledBatches(rows.Count, options.Training.BatchSize);

    public Tensor Compute(TrainingStep step)
    {
        Tensor[] inputs = rows.Inputs(step.Rows); // the step's scope disposes all there is
        Tensor? presence = rows.Presence(step.Rows, Dropout.Draw(step.Random));
        if (options.Loss == FusionLoss.NTXent)
        {
            Tensor a = modules.Network.call(View(inputs, step.Random), presence);
            Tensor b = modules.Network.call(View(inputs, step.Random), rows.Presence(step.Rows, Dropout.Draw(step.Random)));
            return WithReconstruction(new NTXentLoss(options.Temperature).Compute(a, b), a, inputs, step.Rows);
        }

        Tensor fused = modules.Network.call(inputs, presence);
        Tensor embeddings = rows.Path(step.Rows, presence) is { } path ? cat([path, fused], 1) : fused;
        return WithReconstruction(Supervised(embeddings, step.Rows), fused, inputs, step.Rows);
    }

    private Tensor Supervised(Tensor embeddings, int[] batch)
    {
        switch (options.Loss)
        {
            case FusionLoss.CosinePairs:
                return _pairs.Compute(embeddings, rows.LabelsOf(batch));
            case FusionLoss.EuclideanPairs:
                return new ContrastiveLoss(options.Margin).Compute(embeddings, rows.LabelsOf(batch));
            case FusionLoss.SupervisedContrastive:
                return new SupervisedContrastiveLoss(options.Temperature).Compute(embeddings, rows.LabelsOf(batch));
            default:
                (int support, int queries) = (options.SupportPerClass, options.QueriesPerClass);
                Tensor episode = embeddings.reshape(-1, support + queries, embeddings.size(1)); // [class][row], as EpisodeBatches orders them
                return _episodes.Compute(episode.narrow(1, 0, support), episode.narrow(1, support, queries));
        }
    }

    private Tensor WithReconstruction(Tensor loss, Tensor fused, Tensor[] inputs, int[] batch) =>
        modules.Reconstruction is { } head ? loss + Reconstruction(head, fused, inputs, batch) : loss;

    /// <summary>Weighted error of all inputs that the rows have, shown or not, rebuilt from what the network fused.</summary>
    private Tensor Reconstruction(ReconstructionHead head, Tensor fused, Tensor[] inputs, int[] batch)
    {
        Tensor? presence = rows.Presence(batch);
        var loss = new ReconstructionLoss();
        Tensor[] errors = [.. head.call(fused).Select((rebuilt, m) => loss.Compute(rebuilt, inputs[m], presence?.narrow(1, m, 1)))];
        return options.ReconstructionWeight * stack(errors).mean();
    }

    private Tensor[] View(Tensor[] inputs, Random random)
    {
        using var generator = new Generator((ulong)random.Next());
        return [.. inputs.Select(input => input + (options.ViewNoise * randn(input.shape, generator: generator)).to(input.device))];
    }
}
