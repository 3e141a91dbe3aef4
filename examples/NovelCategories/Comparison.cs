using System.Globalization;
using Spectre.Console;

namespace NovelCategories;

/// <summary>All methods on one data set, as a table, and pictures of the last ones.</summary>
internal static class Comparison
{
    private static readonly string[] s_titles = ["Unlabelled rows\nACC", "\nNMI", "Held-out rows\nACC all", "\nold", "\nnew", "\nNMI", "New\ncategories", "\nSeconds"];

    public static void Run(string name, Func<int, DiscoveryTask> load, RunSettings settings)
    {
        DiscoveryTask[] tasks = [.. Enumerable.Range(settings.Seed, settings.Repeats).Select(load)];
        Table table = new Table { Border = TableBorder.Simple }.Title($"[bold]{name}[/]: {tasks[0].KnownCount} classes labelled, {tasks[0].NovelCount} not")
            .AddColumn("Method").AddColumns([.. s_titles.Select(title => new TableColumn(title).RightAligned().NoWrap())]);
        var firsts = new List<Score>();
        foreach (Method method in Methods.All(settings))
        {
            Score[] scores = AnsiConsole.Status().Start(Markup.Escape($"{name}: {method.Name}"), status => tasks.Select((task, i) => method.Run(task, settings.Seed + i, status)).ToArray());
            table.AddRow([method.Name, .. Cells(scores)]);
            firsts.Add(scores[0]);
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"{Methods.Default}, unlabelled rows: {firsts[^2].Unlabelled}");
        if (tasks[0].Caution.Length > 0)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{tasks[0].Caution}[/]");
        }

        Pictures.Write(tasks[0], firsts[^2].Model!, firsts[^1].Model!.Report!.Estimate!, settings);
    }

    private static IEnumerable<string> Cells(Score[] scores)
    {
        Func<Score, double>[] shares =
        [
            score => score.Unlabelled.Accuracy, score => score.Unlabelled.NormalizedMutualInformation,
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
