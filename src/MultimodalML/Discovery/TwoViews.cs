using MultimodalML.Fusion;
using MultimodalML.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Discovery;

/// <summary>What the network makes of a step's rows, seen twice: each time changed by the augmentations, and with other modalities shown.</summary>
internal sealed class TwoViews(FusionNetwork network, TrainingRows rows, NovelCategoriesOptions options)
{
    private readonly ModalityDropout _dropout = new(rows.ModalityCount, options.ModalityDropout);

    /// <summary>What is known of some rows before training, as they are: their path, [B, path length]; null without one. In the caller's dispose scope.</summary>
    public Tensor? Fixed(int[] batch) => rows.Path(batch, rows.Presence(batch));

    /// <summary>One view: the representation [B, embedding length], path first, and the features of each modality, [B, feature length]. In the caller's dispose scope.</summary>
    public (Tensor Representation, Tensor[] Features) See(int[] batch, Random random)
    {
        Tensor? presence = rows.Presence(batch, _dropout.Draw(random));
        Tensor[] features = network.Encode([.. rows.Inputs(batch).Select(Changed)]);
        Tensor fused = network.Head.call(features, presence);
        Tensor? path = rows.Path(batch, presence, Changed);
        return (path is null ? fused : cat([path, fused], 1), features);

        Tensor Changed(Tensor values) => options.Views.Aggregate(values, (changed, view) => view.View(changed, random));
    }
}
