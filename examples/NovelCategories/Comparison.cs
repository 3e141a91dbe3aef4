using System.Globalization;
using Spectre.Console;

namespace NovelCategories;

/// <summary>All methods on one data set, as a table.</summary>
internal static class Comparison
{
    private static readonly (string Name, Func<DiscoveryTask, int, Score> Run)[] s_methods =
    [
        ("k-means, standardised features", (task, seed) => Baselines.Cluster(task, seed, projected: false)),
        ("k-means, LDA of the known classes", (task, seed) => Baselines.Cluster(task, seed, projected: true)),
    ];

    public static void Run(string name, Func<int, DiscoveryTask> load, RunSettings settings)
    {
        DiscoveryTask[] tasks = [.. Enumerable.Range(settings.Seed, settings.Repeats).Select(load)];
        string[] titles = ["Found rows\nACC", "\nNMI", "Held-out rows\nACC all", "\nold", "\nnew", "\nNMI", "New\ncategories", "\nSeconds"];
        Table table = new Table { Border = TableBorder.Simple }.Title($"[bold]{name}[/]: {tasks[0].KnownCount} classes labelled, {tasks[0].NovelCount} not")
            .AddColumn("Method").AddColumns([.. titles.Select(title => new TableColumn(title).RightAligned().NoWrap())]);
        foreach ((string method, Func<DiscoveryTask, int, Score> run) in s_methods)
        {
            Score[] scores = AnsiConsole.Status().Start($"{name}: {method}", _ => tasks.Select((task, i) => run(task, settings.Seed + i)).ToArray());
            table.AddRow([method, .. Cells(scores)]);
        }

        AnsiConsole.Write(table);
        if (tasks[0].Caution.Length > 0)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{tasks[0].Caution}[/]");
        }
    }

    private static IEnumerable<string> Cells(Score[] scores)
    {
        Func<Score, double>[] shares =
        [
            score => score.Found.Accuracy, score => score.Found.NormalizedMutualInformation,
            score => score.HeldOut.Accuracy, score => score.HeldOut.OldAccuracy, score => score.HeldOut.NewAccuracy, score => score.HeldOut.NormalizedMutualInformation,
        ];
        return [.. shares.Select(share => Spread(scores.Select(score => 100 * share(score)))), Spread(scores.Select(score => (double)score.NovelCount)), Spread(scores.Select(score => score.Seconds))];
    }

    private static string Spread(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average(), deviation = Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, all.Length - 1));
        return all.Length == 1 ? mean.ToString("f1", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{mean:f1} ± {deviation:f1}");
    }
}
