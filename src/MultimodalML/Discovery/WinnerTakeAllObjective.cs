using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Losses;
using MultimodalML.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Discovery;

/// <summary>The loss of <see cref="WinnerTakeAllOptions"/>.</summary>
internal sealed class WinnerTakeAllObjective(TwoViews views, WinnerTakeAllHeads heads, TrainingRows rows, NovelCategoriesOptions options, int knownCount, Device device) : IDiscoveryObjective
{
    private const double Temperature = 0.1; // of both heads' cosines, found by experiment; with plain linear heads a few categories take all rows

    private readonly WinnerTakeAllOptions _settings = options.WinnerTakeAll;
    private readonly bool _novelOnly = options.UnlabelledRows == UnlabelledContent.NovelOnly;

    public Tensor Compute(TrainingStep step)
    {
        using var scope = NewDisposeScope();
        var batch = new StepRows(rows, step.Rows, device);
        (Tensor first, Tensor[] firstFeatures) = views.See(step.Rows, step.Random);
        (Tensor second, Tensor[] secondFeatures) = views.See(step.Rows, step.Random);
        (Tensor known, Tensor knownAgain) = (heads.Labelled.call(first) / Temperature, heads.Labelled.call(second) / Temperature);
        (Tensor found, Tensor foundAgain) = (heads.Unlabelled.call(first) / Temperature, heads.Unlabelled.call(second) / Temperature);
        Tensor loss = batch.Classification(known) + _settings.PairWeight * found.shape[1] * Pairs(batch, views.Fixed(step.Rows) ?? first, found.softmax(1), foundAgain.softmax(1));
        if (!_novelOnly)
        {
            loss += batch.Classification(found);
        }
        if (_settings.Contrast != ContrastScope.None && _settings.ContrastWeight > 0)
        {
            loss += _settings.ContrastWeight * Contrast(step.Rows, firstFeatures, secondFeatures, batch.LabelTensor);
        }

        double weight = _settings.Consistency.At(step.Done);
        Tensor consistency = functional.mse_loss(known.softmax(1), knownAgain.softmax(1)) + functional.mse_loss(found.softmax(1), foundAgain.softmax(1));
        return (loss + weight * (consistency + _settings.IncrementWeight * Increment(batch, known, found))).MoveToOuterDisposeScope();
    }

    public DiscoveryHead Head() => DiscoveryHead.From(heads.Labelled, Temperature);

    /// <summary>Pairs of unlabelled rows by pseudo labels; where these may be of known classes, pairs with labelled rows too, of two labelled ones by their labels.</summary>
    /// <remarks>Pseudo labels are of the path, where there is one: what the pairs themselves train would confirm itself, until all rows are alike.</remarks>
    private Tensor Pairs(StepRows batch, Tensor representation, Tensor p, Tensor q)
    {
        if (_novelOnly)
        {
            (representation, p, q) = (batch.Unlabelled(representation), batch.Unlabelled(p), batch.Unlabelled(q));
        }

        (int count, int length) = ((int)representation.shape[0], (int)representation.shape[1]);
        if (count == 0)
        {
            return batch.Nothing();
        }

        var alike = new bool[count * count];
        _settings.PseudoLabels.Compare(PlainValues.Of(representation), length, (int)p.shape[1], alike);
        float[] pairs = Array.ConvertAll(alike, same => same ? 1f : 0f);
        for (int i = 0; i < count && !_novelOnly; i++)
        {
            for (int j = 0; j < count; j++)
            {
                if (batch.Labels[i] != ModalityBatch.NoLabel && batch.Labels[j] != ModalityBatch.NoLabel)
                {
                    pairs[(i * count) + j] = batch.Labels[i] == batch.Labels[j] ? 1 : 0;
                }
            }
        }
        return new PairAgreementLoss().Compute(p, q, tensor(pairs, [count, count], device: device));
    }

    /// <summary>The labelled head learns what the unlabelled head decides of unlabelled rows, so that one softmax knows all categories.</summary>
    private Tensor Increment(StepRows batch, Tensor known, Tensor found)
    {
        if (batch.UnlabelledCount == 0)
        {
            return batch.Nothing();
        }

        Tensor decided = batch.Unlabelled(found.detach()).argmax(1);
        return functional.cross_entropy(batch.Unlabelled(known), _novelOnly ? decided + knownCount : decided);
    }

    private Tensor Contrast(int[] batch, Tensor[] first, Tensor[] second, Tensor labels)
    {
        var loss = new UnifiedContrastiveLoss(_settings.ContrastTemperature);
        Tensor? presence = rows.Presence(batch);
        Tensor[] a = [.. first.Select((features, m) => heads.Projections[m].call(features))], b = [.. second.Select((features, m) => heads.Projections[m].call(features))];
        var terms = new List<Tensor>();
        for (int m = 0; m < a.Length; m++)
        {
            for (int n = 0; n <= m; n++)
            {
                bool wanted = _settings.Contrast.HasFlag(m == n ? ContrastScope.Within : ContrastScope.Across) || a.Length == 1;
                if (wanted)
                {
                    terms.Add(loss.Compute(a[m], b[n], labels, presence is null ? null : presence.select(1, m) * presence.select(1, n)));
                }
            }
        }
        return stack([.. terms]).mean();
    }
}
