using MultimodalML.Fusion;
using MultimodalML.Training;
using Spectre.Console;

namespace SimilaritySearch;

/// <summary>Fits an estimator while a bar shows its steps, loss and validation metric.</summary>
internal sealed class TrainingBar : IProgress<TrainingProgress>
{
    private readonly ProgressTask _bar;
    private readonly string _name;
    private string _metric = "";

    private TrainingBar(ProgressTask bar, string name) => (_bar, _name) = (bar, name);

    public void Report(TrainingProgress value)
    {
        _metric = value.Metric is { } metric ? $", validation {metric:p1}" : _metric;
        _bar.MaxValue = (double)value.Epochs * value.Steps;
        _bar.Value = ((value.Epoch - 1.0) * value.Steps) + value.Step;
        _bar.Description = $"{_name}: epoch {value.Epoch}/{value.Epochs}, loss {value.Loss:f3}{_metric}";
    }

    /// <summary>Runs <paramref name="fit"/> with options that report to a bar; names the time it took afterwards.</summary>
    public static MultimodalFuseTransformer Fit(string name, MultimodalFuseOptions options, Func<MultimodalFuseOptions, MultimodalFuseTransformer> fit)
    {
        MultimodalFuseTransformer model = Columns(AnsiConsole.Progress()).Start(context =>
        {
            ProgressTask bar = context.AddTask(name);
            MultimodalFuseTransformer fitted = fit(options with { Training = options.Training with { Progress = new TrainingBar(bar, name) } });
            bar.Value = bar.MaxValue;
            return fitted;
        });
        TrainingReport report = model.Report!;
        AnsiConsole.MarkupLineInterpolated($"{name}: {report.Epochs.Count} epochs, {report.Steps} steps in [bold]{report.Seconds:f1} s[/], kept epoch {report.BestEpoch}.");
        return model;
    }

    private static Progress Columns(Progress progress) =>
        progress.AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
}
