using MultimodalML.Data;
using MultimodalML.Fusion;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Discovery;

/// <summary>Which rows of a step have a label, and the terms over those that do. Its tensors are in the caller's dispose scope.</summary>
internal sealed class StepRows
{
    private readonly Tensor _labelledAt;
    private readonly Device _device;

    public StepRows(TrainingRows rows, int[] batch, Device device)
    {
        _device = device;
        int[] labels = Array.ConvertAll(batch, row => rows.Labels[row]);
        Labels = Array.ConvertAll(labels, label => (long)label);
        long[] labelled = At(label => label != ModalityBatch.NoLabel), unlabelled = At(label => label == ModalityBatch.NoLabel);
        (LabelledCount, UnlabelledCount) = (labelled.Length, unlabelled.Length);
        (_labelledAt, UnlabelledAt) = (tensor(labelled, device: device), tensor(unlabelled, device: device));
        LabelTensor = tensor(Labels, device: device);

        long[] At(Func<int, bool> condition) => [.. Enumerable.Range(0, labels.Length).Where(i => condition(labels[i])).Select(i => (long)i)];
    }

    /// <summary>A class a row, or −1.</summary>
    public long[] Labels { get; }

    /// <summary>The same, [B] of Int64.</summary>
    public Tensor LabelTensor { get; }

    public int LabelledCount { get; }

    public int UnlabelledCount { get; }

    /// <summary>Where in the batch the unlabelled rows are, of Int64.</summary>
    public Tensor UnlabelledAt { get; }

    /// <summary>Labels of the labelled rows, of Int64.</summary>
    public Tensor KnownLabels => LabelTensor.index_select(0, _labelledAt);

    public Tensor Labelled(Tensor values) => values.index_select(0, _labelledAt);

    public Tensor Unlabelled(Tensor values) => values.index_select(0, UnlabelledAt);

    /// <summary>Cross-entropy of the labelled rows, 0 without any.</summary>
    /// <param name="logits">[B, C].</param>
    public Tensor Classification(Tensor logits) => LabelledCount == 0 ? Nothing() : functional.cross_entropy(Labelled(logits), KnownLabels);

    /// <summary>A loss of 0.</summary>
    public Tensor Nothing() => zeros(1, device: _device).sum();
}
