using Datasets;
using Microsoft.ML;
using MultimodalML.Data;
using Spectre.Console;

namespace NovelCategories;

/// <summary>The data sets of the example.</summary>
internal static class DiscoveryTasks
{
    private const int ImageComponents = 64;

    /// <summary>Loaders of those that are there, each for a seed; says which are not.</summary>
    public static IEnumerable<(string Name, Func<int, DiscoveryTask> Load)> Find(RunSettings settings)
    {
        yield return ("synthetic", seed => Synthetic(seed, settings.Quick));
        if (settings.Quick)
        {
            yield break;
        }

        foreach ((string name, Func<string, int, DiscoveryTask> load) in new (string, Func<string, int, DiscoveryTask>)[] { ("leaves100", LeafSpecies), ("digits_av", SpokenDigits), ("wiki", Articles) })
        {
            string folder = Path.Combine(settings.Data.FullName, name);
            if (Directory.Exists(folder))
            {
                yield return (name, seed => load(folder, seed));
            }
            else
            {
                AnsiConsole.MarkupLineInterpolated($"[yellow]{folder} is not there: {name} is skipped. --data names the folder that holds it.[/]");
            }
        }
    }

    private static DiscoveryTask Synthetic(int seed, bool quick)
    {
        const int known = 30, novel = 20;
        var ml = new MLContext(seed);
        var data = new DistributionDataset(new DistributionDatasetOptions { ClassCount = known + novel, TrainPerClass = quick ? 40 : 100, TestPerClass = 20, Seed = seed });
        return DiscoveryTask.Create(ml, "synthetic", [.. data.Columns.Names], known, novel, (Named(data.Train()), Named(data.Test())));

        IDataView Named(ModalityBatch batch)
        {
            IDataView view = DistributionDataset.ToDataView(batch);
            return ml.Transforms.Conversion.MapKeyToValue("Label").Fit(view).Transform(view);
        }
    }

    private static DiscoveryTask LeafSpecies(string folder, int seed)
    {
        var ml = new MLContext(seed);
        return DiscoveryTask.Create(ml, "leaves100", ["Shape", "Margin", "Texture"], 50, 50, Views(ml, Leaves.Load(folder, seed)));
    }

    private static DiscoveryTask SpokenDigits(string folder, int seed)
    {
        var ml = new MLContext(seed);
        IEstimator<ITransformer> components = ml.Transforms.ProjectToPrincipalComponents("Image", rank: ImageComponents);
        DiscoveryTask task = DiscoveryTask.Create(ml, "digits_av", ["Image", "Audio"], 5, 5, Views(ml, Digits.Load(folder)), components);
        return task with
        {
            Caution = "digits_av pairs an image with a recording of the same digit by another person: the pairing itself uses the label, so new digits are easier to find here than in honest pairs.",
        };
    }

    private static DiscoveryTask Articles(string folder, int seed)
    {
        var ml = new MLContext(seed);
        return DiscoveryTask.Create(ml, "wiki", ["Image", "Text"], 5, 5, Views(ml, Wiki.Load(folder)));
    }

    private static (IDataView Train, IDataView Test) Views<T>(MLContext ml, (T[] Train, T[] Test) items)
        where T : class => (ml.Data.LoadFromEnumerable(items.Train), ml.Data.LoadFromEnumerable(items.Test));
}
