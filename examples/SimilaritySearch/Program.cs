// Trains a fused embedding on known classes, retrieves by prototypes, and measures top-1 and top-5 for classes it never saw as well.
using System.CommandLine;
using SimilaritySearch;
using Spectre.Console;

const int TableWidth = 144; // the tables are wider than the 80 columns that a console without a window claims to have
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, TableWidth);

var quick = new Option<bool>("--quick") { Description = "A short run for a first look: fewer items and epochs, no figure of it is quotable." };
var data = new Option<DirectoryInfo?>("--data") { Description = "Folder with leaves100/ and digits_av/: the same job on real data." };
var output = new Option<DirectoryInfo>("--output") { Description = "Folder for the pictures.", DefaultValueFactory = _ => new DirectoryInfo("output") };
var repeats = new Option<int>("--repeats") { Description = "Instead: the library's default over so many seeds, beside a model of its own for every subset of modalities." };
var seed = new Option<int>("--seed") { Description = "Seed of the data and the training.", DefaultValueFactory = _ => 1 };

var command = new RootCommand("Similarity search over several modalities: train, retrieve by prototypes, measure.") { quick, data, output, repeats, seed };
command.SetAction(parsed =>
{
    var settings = new RunSettings(parsed.GetValue(quick), parsed.GetRequiredValue(output), parsed.GetRequiredValue(seed));
    if (parsed.GetValue(repeats) is > 0 and int count)
    {
        RepeatedJob.Run(count, parsed.GetValue(data), settings);
        return;
    }

    settings.Output.Create();
    if (parsed.GetValue(data) is { } folder)
    {
        RealDataJob.Run(folder, settings);
    }
    else
    {
        SyntheticJob.Run(settings);
    }
});
return command.Parse(args).Invoke();
