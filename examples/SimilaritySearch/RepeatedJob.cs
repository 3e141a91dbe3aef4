using System.Globalization;
using Datasets;
using Microsoft.ML;
using MultimodalML;
using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Prototypes;
using Spectre.Console;

namespace SimilaritySearch;

/// <summary>The library's default over several seeds: is one draw luck, and does one model for every subset of modalities cost anything against a model trained for that subset alone?</summary>
internal static class RepeatedJob
{
    private const int SupportPerClass = 200;

    private static readonly int[] s_pools = [SyntheticJob.KnownClasses, 50, 100];
    private static readonly string[] s_views = ["Shape", "Margin", "Texture"];

    public static void Run(int repeats, DirectoryInfo? folder, RunSettings settings)
    {
        IEnumerable<int> seeds = Enumerable.Range(settings.Seed, repeats);
        AnsiConsole.Write(Synthetic([.. seeds.Select(seed => settings with { Seed = seed })]));
        if (folder is not null)
        {
            AnsiConsole.Write(LeafViews(Path.Combine(folder.FullName, "leaves100"), [.. seeds.Select(seed => settings with { Seed = seed })]));
        }

        AnsiConsole.MarkupLineInterpolated($"Top-1 in percent, mean and standard deviation of {repeats} seeds (of data or split, and training).");
    }

    private static Table Synthetic(RunSettings[] runs)
    {
        Table table = new Table { Border = TableBorder.Simple }.Title($"Synthetic, K = {SupportPerClass}, squared Euclidean").AddColumn("Modalities")
            .AddColumns([.. s_pools.SelectMany(pool => new[] { $"{pool} classes\none model", "\nits own model" }).Select(title => new TableColumn(title).RightAligned().NoWrap())]);
        double[][] results = [.. runs.Select(SyntheticScores)]; // [seed][subset, pool, one or own]
        for (int s = 0; s < SyntheticJob.Subsets.Length; s++)
        {
            int first = s * s_pools.Length * 2;
            table.AddRow([string.Join(',', SyntheticJob.Subsets[s]), .. Enumerable.Range(first, s_pools.Length * 2).Select(i => Spread(results.Select(r => r[i])))]);
        }

        return table;
    }

    private static double[] SyntheticScores(RunSettings run)
    {
        var ml = new MLContext(run.Seed);
        DistributionDataset data = SyntheticJob.Draw(run);
        ModalityBatch known = data.Train(SyntheticJob.KnownClasses);
        MultimodalFuseTransformer all = Fit(data.Columns.Names);
        var scores = new List<double>();
        foreach (int[] subset in SyntheticJob.Subsets)
        {
            MultimodalFuseTransformer own = subset.Length == data.Columns.Count ? all : Fit([.. subset.Select(m => data.Columns.Names[m])]);
            foreach (int pool in s_pools)
            {
                IDataView support = DistributionDataset.ToDataView(data.Train(pool).Keep(subset)), queries = DistributionDataset.ToDataView(data.Test(pool).Keep(subset));
                scores.AddRange(new[] { all, own }.Select(model => Score.Of(ml, model.Transform(support), model.Transform(queries), "Embedding", PrototypeDistance.SquaredEuclidean, SupportPerClass).Top1));
            }
        }

        return [.. scores];

        MultimodalFuseTransformer Fit(IReadOnlyList<string> modalities) =>
            TrainingBar.Fit($"seed {run.Seed}, {string.Join(" + ", modalities)}", Recipes.Default(modalities, run), options => ml.Transforms.MultimodalFuse(options).Fit(DistributionDataset.ToDataView(known)));
    }

    private static Table LeafViews(string folder, RunSettings[] runs)
    {
        Table table = new Table { Border = TableBorder.Simple }.Title("leaves100, all training leaves, cosine").AddColumns("Modalities", "Top-1");
        Score[][] results = [.. runs.Select(run =>
        {
            (Leaf[] train, Leaf[] test) = Leaves.Load(folder, run.Seed);
            return RealDataJob.DefaultScores("leaves100", s_views, train, test, run);
        })];
        for (int row = 0; row < results[0].Length; row++)
        {
            table.AddRow(row < s_views.Length ? s_views[row] : string.Join(" + ", s_views), Spread(results.Select(scores => scores[row].Top1)));
        }

        return table;
    }

    private static string Spread(IEnumerable<double> values)
    {
        double[] percent = [.. values.Select(value => 100 * value)];
        double mean = percent.Average();
        double deviation = Math.Sqrt(percent.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, percent.Length - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{mean:f2} ± {deviation:f2}");
    }
}
