using MultimodalML.Fusion;
using MultimodalML.Kernels;
using MultimodalML.Losses;
using MultimodalML.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Discovery;

/// <summary>The loss of <see cref="SelfDistillationOptions"/>.</summary>
internal sealed class SelfDistillationObjective(TwoViews views, SelfDistillationHeads heads, TrainingRows rows, NovelCategoriesOptions options, int knownCount, Device device) : IDiscoveryObjective
{
    private readonly SelfDistillationOptions _settings = options.SelfDistillation;

    public Tensor Compute(TrainingStep step)
    {
        using var scope = NewDisposeScope();
        var batch = new StepRows(rows, step.Rows, device);
        (Tensor first, _) = views.See(step.Rows, step.Random);
        (Tensor second, _) = views.See(step.Rows, step.Random);
        (Tensor a, Tensor b) = (heads.Categories.call(first), heads.Categories.call(second));
        Tensor teaching = new SelfDistillationLoss(_settings.StudentTemperature).Compute(a, b, _settings.TeacherTemperatureAt(step.Done), Allowed(batch, (int)a.shape[1]));
        Tensor spread = new MeanEntropyLoss().Compute(functional.softmax(cat([a, b], 0) / _settings.StudentTemperature, 1));
        Tensor classes = 0.5 * (batch.Classification(a / _settings.StudentTemperature) + batch.Classification(b / _settings.StudentTemperature));
        double supervised = _settings.SupervisedWeight;
        Tensor loss = (1 - supervised) * (teaching + _settings.MeanEntropyWeight * spread) + supervised * classes;
        return (_settings.ContrastWeight > 0 ? loss + _settings.ContrastWeight * Contrast(first, second, batch) : loss).MoveToOuterDisposeScope();
    }

    public DiscoveryHead Head() => DiscoveryHead.From(heads.Categories, _settings.StudentTemperature);

    /// <summary>Views against views of all rows, and labelled rows against their classes.</summary>
    private Tensor Contrast(Tensor first, Tensor second, StepRows batch)
    {
        (Tensor a, Tensor b) = (heads.Projection.call(first), heads.Projection.call(second));
        Tensor unsupervised = new NTXentLoss(_settings.ContrastTemperature).Compute(a, b);
        double supervised = _settings.SupervisedWeight;
        if (batch.LabelledCount == 0 || supervised == 0)
        {
            return (1 - supervised) * unsupervised;
        }

        Tensor labelled = cat([batch.Labelled(a), batch.Labelled(b)], 0);
        Tensor labels = cat([batch.KnownLabels, batch.KnownLabels], 0);
        return (1 - supervised) * unsupervised + supervised * new SupervisedContrastiveLoss(_settings.ContrastTemperature).Compute(labelled, labels);
    }

    /// <summary>The categories that the teacher may name: the row's own class where it has a label, novel ones alone where unlabelled rows are no others; null for all everywhere.</summary>
    private Tensor? Allowed(StepRows batch, int categoryCount)
    {
        if (options.UnlabelledRows == UnlabelledContent.KnownAndNovel || knownCount == 0)
        {
            return null;
        }

        var allowed = new float[batch.Labels.Length * categoryCount];
        for (int row = 0; row < batch.Labels.Length; row++)
        {
            Span<float> categories = allowed.AsSpan(row * categoryCount, categoryCount);
            if (batch.Labels[row] < 0)
            {
                categories[knownCount..].Fill(1);
            }
            else
            {
                categories[(int)batch.Labels[row]] = 1;
            }
        }
        return tensor(allowed, [batch.Labels.Length, categoryCount], device: device);
    }
}
