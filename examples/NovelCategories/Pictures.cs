using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Discovery;
using MultimodalML.Visualization;
using Spectre.Console;

namespace NovelCategories;

/// <summary>t-SNE pictures of the training rows before and after, and the curve by which the number of categories is estimated.</summary>
internal static class Pictures
{
    private const int ClassesOfEachGroup = 10, RowsPerClass = 30; // more is a blur

    public static void Write(DiscoveryTask task, NovelCategoriesTransformer model, CategoryCountEstimate estimate, RunSettings settings)
    {
        settings.Output.Create();
        int iterations = settings.Quick ? 250 : 500;
        Save("before", Layout(Baselines.Standardised(task).Transform(task.Train), "Features", $"{task.Name}: standardised features (t-SNE)", task, iterations));
        Save("after", Layout(model.Transform(task.Train), "Embedding", $"{task.Name}: embedding of the library's default (t-SNE)", task, iterations));

        var curve = new LinePlot { Title = $"{task.Name}: how many new categories? {estimate.Count} estimated, {task.NovelCount} are there", XLabel = "new categories", YLabel = "agreement of clusters and known classes" };
        curve.Add("accuracy", [.. estimate.Curve.Select(point => new PlotPoint(point.Count, point.Accuracy))]);
        curve.Add("overlap (Jaccard)", [.. estimate.Curve.Select(point => new PlotPoint(point.Count, point.Overlap))]);
        Save("count", curve.ToSvg());
        AnsiConsole.MarkupLineInterpolated($"Pictures: [bold]{settings.Output.FullName}[/]: {task.Name}-before.svg, {task.Name}-after.svg, {task.Name}-count.svg");

        void Save(string picture, string svg) => File.WriteAllText(Path.Combine(settings.Output.FullName, $"{task.Name}-{picture}.svg"), svg);
    }

    private static string Layout(IDataView view, string column, string title, DiscoveryTask task, int iterations)
    {
        float[][] rows = [.. view.GetColumn<float[]>(column)];
        bool[] isKnown = [.. view.GetColumn<uint>("Known").Select(key => key > 0)];
        string[] labels = [.. view.GetColumn<string>("Class")];
        int[][] classes = [.. Enumerable.Range(0, rows.Length).GroupBy(i => labels[i]).Select(items => items.Take(RowsPerClass).ToArray())];
        int[][] shown = [.. classes.Where(items => isKnown[items[0]]).Take(ClassesOfEachGroup), .. classes.Where(items => !isKnown[items[0]]).Take(ClassesOfEachGroup)];
        PlotPoint[] points = new TSne(new TSneOptions { Iterations = iterations }).Embed([.. shown.SelectMany(items => items).SelectMany(i => rows[i])], rows[0].Length);

        var plot = new ScatterPlot { Title = title, IsLayout = true };
        int first = 0;
        foreach (int[] items in shown)
        {
            plot.Add($"class {labels[items[0]]}", points[first..(first + items.Length)], isKnown[items[0]] ? "labelled" : "discovered");
            first += items.Length;
        }

        return plot.ToSvg();
    }
}
