using Microsoft.ML;
using MultimodalML;
using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Prototypes;
using Spectre.Console;

namespace SimilaritySearch;

/// <summary>The main job on data with known distributions: classes 0-29 are trained on, 30-49 and 50-99 never seen.</summary>
internal static class SyntheticJob
{
    public const int KnownClasses = 30;

    private const int UsualSupport = 200;

    private static readonly (string Name, int Classes)[] s_pools = [("Known", KnownClasses), ("Known+Unknown", 50), ("All", 100)];
    private static readonly int[] s_supports = [5, 20, 200, 2000];

    public static int[][] Subsets { get; } = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]];

    public static DistributionDataset Draw(RunSettings settings) => new(new DistributionDatasetOptions
    {
        Seed = settings.Seed,
        TrainPerClass = settings.Quick ? 100 : 1000,
        TestPerClass = settings.Quick ? 20 : 100,
    });

    public static void Run(RunSettings settings)
    {
        var ml = new MLContext(settings.Seed);
        DistributionDataset data = Draw(settings);

        IDataView train = DistributionDataset.ToDataView(data.Train(KnownClasses));
        MultimodalFuseTransformer Fit(string name, MultimodalFuseOptions options) => TrainingBar.Fit(name, options, with => ml.Transforms.MultimodalFuse(with).Fit(train));
        MultimodalFuseTransformer source = Fit("Source's recipe", Recipes.Source(data.Columns.Names, settings));
        MultimodalFuseTransformer ours = Fit("Library default", Recipes.Default(data.Columns.Names, settings));

        foreach (Table table in Measure(ml, data, source, ours))
        {
            AnsiConsole.Write(table);
        }

        AnsiConsole.MarkupLine("""
            Each cell: top-1/top-5 in percent, prototypes of K training items a class, drawn with replacement. Modalities 0, 1 and 2 have 6, 9 and 4 values; one model answers every row.
            [grey]Published: the source's figures (its pool is 0-50, its distributions are not known: compare the order, not the values).
            Raw: nearest prototype of the bare features. Bayes: nobody can do better on this data.[/]
            """);
        Pictures.Write(ml, data, KnownClasses, source, ours, settings);
    }

    private static Table[] Measure(MLContext ml, DistributionDataset data, params ITransformer[] models)
    {
        string[] titles = ["Published\nEuclid", "\ncosine", "Source's\nEuclid", "recipe\ncosine", "Default\nEuclid", "(ours)\ncosine", "Raw\nEuclid", "\ncosine", "Bayes"];
        Table[] tables = [.. s_pools.Select(pool => new Table { Border = TableBorder.Simple }
            .Title($"[bold]{pool.Name}[/]: {pool.Classes} classes, {KnownClasses} of them trained on")
            .AddColumns("Modalities", "K")
            .AddColumns([.. titles.Select(title => new TableColumn(title).RightAligned().NoWrap())]))];

        AnsiConsole.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask bar = context.AddTask("Evaluating", maxValue: s_pools.Length * Subsets.Length);
            for (int pool = 0; pool < s_pools.Length; pool++)
            {
                foreach (int[] subset in Subsets)
                {
                    AddRows(tables[pool], ml, data, models, pool, subset);
                    bar.Increment(1);
                }
            }
        });
        return tables;
    }

    private static void AddRows(Table table, MLContext ml, DistributionDataset data, ITransformer[] models, int pool, int[] subset)
    {
        int classes = s_pools[pool].Classes;
        ModalityBatch queries = data.Test(classes).Keep(subset);
        IDataView supportView = DistributionDataset.ToDataView(data.Train(classes).Keep(subset)), queryView = DistributionDataset.ToDataView(queries);
        ITransformer raw = ml.Transforms.Concatenate("Embedding", [.. subset.Select(m => data.Columns.Names[m])]).Fit(supportView);
        (IDataView Support, IDataView Queries)[] embedded = [.. models.Append(raw).Select(model => (Embed(model, supportView), Embed(model, queryView)))];
        var bayes = new Score(data.BayesAccuracy(queries, classes), data.BayesAccuracy(queries, classes, k: 5));
        string modalities = string.Join(',', subset);

        foreach (int k in subset.Length == data.Columns.Count ? s_supports : [UsualSupport])
        {
            IEnumerable<string> scores = embedded.SelectMany(view => new[] { PrototypeDistance.SquaredEuclidean, PrototypeDistance.Cosine }
                .Select(distance => Score.Of(ml, view.Support, view.Queries, "Embedding", distance, k).ToString()));
            table.AddRow([modalities, $"{k}", SourceFigures.Find(modalities, k, pool, cosine: false), SourceFigures.Find(modalities, k, pool, cosine: true), .. scores, $"{bayes}"]);
        }

        IDataView Embed(ITransformer model, IDataView items) => ml.Data.Cache(model.Transform(items), "Label", "Embedding");
    }
}
