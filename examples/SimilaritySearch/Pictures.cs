using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Training;
using MultimodalML.Visualization;
using Spectre.Console;

namespace SimilaritySearch;

/// <summary>t-SNE pictures of the test items, before and after, and the training curves.</summary>
internal static class Pictures
{
    private const int ClassesOfEachGroup = 10, ItemsPerClass = 60; // more is a blur

    public static void Write(MLContext ml, DistributionDataset data, int knownClasses, MultimodalFuseTransformer source, MultimodalFuseTransformer ours, RunSettings settings)
    {
        IDataView test = DistributionDataset.ToDataView(data.Test());
        ITransformer raw = ml.Transforms.Concatenate("Embedding", [.. data.Columns.Names]).Fit(test);
        (string File, string Title, ITransformer Model)[] pictures =
        [
            ("raw.svg", "Raw features of all three modalities (t-SNE)", raw),
            ("source.svg", "Embedding by the source's recipe (t-SNE)", source),
            ("embedding.svg", "Embedding by the library's default (t-SNE)", ours),
        ];
        AnsiConsole.Progress().AutoClear(true).Start(context =>
        {
            foreach ((string file, string title, ITransformer model) in pictures)
            {
                ProgressTask bar = context.AddTask(title);
                Save(settings, file, Layout(model.Transform(test), title, data.Options.TestPerClass, knownClasses, settings.Quick, bar));
            }
        });

        Save(settings, "training.svg", Curves("Loss of an epoch", "loss", source.Report!, ours.Report!, epoch => epoch.Loss));
        Save(settings, "validation.svg", Curves("Prototype top-1 on held-out items of the known classes", "top-1", source.Report!, ours.Report!, epoch => epoch.Metric ?? double.NaN));
        AnsiConsole.MarkupLineInterpolated($"Pictures: [bold]{settings.Output.FullName}[/]: {string.Join(", ", pictures.Select(p => p.File))}, training.svg, validation.svg");
    }

    private static string Layout(IDataView embedded, string title, int itemsPerClass, int knownClasses, bool quick, ProgressTask bar)
    {
        float[][] all = [.. embedded.GetColumn<float[]>("Embedding")]; // class after class
        int shown = Math.Min(ItemsPerClass, itemsPerClass);
        int[] classes = [.. Enumerable.Range(0, ClassesOfEachGroup), .. Enumerable.Range(knownClasses, ClassesOfEachGroup)];
        float[][] rows = [.. classes.SelectMany(c => all.Skip(c * itemsPerClass).Take(shown))];
        var options = new TSneOptions { Iterations = quick ? 250 : 750, Progress = new TSneBar(bar) };
        PlotPoint[] points = new TSne(options).Embed([.. rows.SelectMany(row => row)], rows[0].Length);

        var plot = new ScatterPlot { Title = title, IsLayout = true };
        for (int i = 0; i < classes.Length; i++)
        {
            plot.Add($"class {classes[i]}", points[(i * shown)..((i + 1) * shown)], classes[i] < knownClasses ? "trained on" : "never seen");
        }

        return plot.ToSvg();
    }

    private static string Curves(string title, string unit, TrainingReport source, TrainingReport ours, Func<EpochReport, double> value)
    {
        var plot = new LinePlot { Title = title, XLabel = "epoch", YLabel = unit };
        foreach ((string name, TrainingReport report) in new[] { ("source's recipe", source), ("library default", ours) })
        {
            plot.Add(name, [.. report.Epochs.Select(epoch => new PlotPoint(epoch.Epoch, value(epoch)))]);
        }

        return plot.ToSvg();
    }

    private static void Save(RunSettings settings, string file, string svg) => File.WriteAllText(Path.Combine(settings.Output.FullName, file), svg);

    private sealed class TSneBar(ProgressTask bar) : IProgress<TSneProgress>
    {
        public void Report(TSneProgress value) => (bar.MaxValue, bar.Value) = (value.Iterations, value.Iteration);
    }
}
