// Discovers categories that nobody labelled, beside k-means, on synthetic and real data.
using System.CommandLine;
using NovelCategories;
using Spectre.Console;

const int TableWidth = 176; // the tables are wider than the 80 columns that a console without a window claims to have
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, TableWidth);

var quick = new Option<bool>("--quick") { Description = "A short run for a first look: synthetic data only, fewer rows and epochs, no figure of it is quotable." };
var data = new Option<DirectoryInfo>("--data") { Description = "Folder with leaves100/, digits_av/ and wiki/; those that are not there are skipped.", DefaultValueFactory = _ => new DirectoryInfo("../shared/data") };
var output = new Option<DirectoryInfo>("--output") { Description = "Folder for the pictures.", DefaultValueFactory = _ => new DirectoryInfo("output") };
var repeats = new Option<int>("--repeats") { Description = "Seeds, of data or split and training: the tables show mean ± standard deviation.", DefaultValueFactory = _ => 1 };
var seed = new Option<int>("--seed") { Description = "The first seed.", DefaultValueFactory = _ => 1 };

var command = new RootCommand("Novel categories: some classes are labelled, the others are discovered and measured.") { quick, data, output, repeats, seed };
command.SetAction(parsed =>
{
    var settings = new RunSettings(parsed.GetValue(quick), parsed.GetRequiredValue(data), parsed.GetRequiredValue(output), Math.Max(1, parsed.GetValue(repeats)), parsed.GetRequiredValue(seed));
    foreach ((string name, Func<int, DiscoveryTask> load) in DiscoveryTasks.Find(settings))
    {
        Comparison.Run(name, load, settings);
    }
});
return command.Parse(args).Invoke();
