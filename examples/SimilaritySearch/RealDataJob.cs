using Datasets;
using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML;
using MultimodalML.Fusion;
using MultimodalML.Prototypes;
using Spectre.Console;

namespace SimilaritySearch;

/// <summary>The same job on real data: leaves described in three ways, and digits seen and heard.</summary>
internal static class RealDataJob
{
    private const int ImageComponents = 64;

    public static void Run(DirectoryInfo folder, RunSettings settings)
    {
        string[] titles = ["Source's\nrecipe", "Default\n(ours)", "Raw + nearest\nprototype"];
        Table table = new Table().Border(TableBorder.Simple).AddColumns("Data", "Modalities")
            .AddColumns([.. titles.Select(title => new TableColumn(title).RightAligned().NoWrap())]);

        if (Find(folder, "leaves100") is { } leavesFolder)
        {
            (Leaf[] train, Leaf[] test) = Leaves.Load(leavesFolder, settings.Seed);
            AddRows(table, "leaves100", ["Shape", "Margin", "Texture"], Keys, train, test, settings);
        }

        if (Find(folder, "digits_av") is { } digitsFolder)
        {
            (Digit[] train, Digit[] test) = Digits.Load(digitsFolder);
            AddRows(table, "digits_av", ["Image", "Audio"], ml => Keys(ml).Append(ml.Transforms.ProjectToPrincipalComponents("Image", rank: ImageComponents)), train, test, settings);
            AddSpeakersLeftOut(table, [.. train, .. test], settings);
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine("Each cell: top-1/top-5 in percent on test items, prototypes of all training items, cosine. The rows of one modality use the model that was trained on all.");
    }

    private static string? Find(DirectoryInfo folder, string name)
    {
        string path = Path.Combine(folder.FullName, name);
        if (Directory.Exists(path))
        {
            return path;
        }

        AnsiConsole.MarkupLineInterpolated($"[yellow]{path} is not there: {name} is skipped.[/]");
        return null;
    }

    private static IEstimator<ITransformer> Keys(MLContext ml) => ml.Transforms.Conversion.MapValueToKey("Label");

    /// <summary>The library's default: a score for each modality alone, by the model of all, and one for all together.</summary>
    public static Score[] DefaultScores<T>(string data, string[] modalities, T[] train, T[] test, RunSettings settings)
        where T : class =>
        [.. Compare(data, modalities, Keys, train, test, [("default", Recipes.Default(modalities, settings))], settings).Select(row => row.Scores[0])];

    /// <summary>Trains both recipes and adds a row for each modality alone and one for all together, whose scores it returns.</summary>
    private static Score[] AddRows<T>(Table table, string data, string[] modalities, Func<MLContext, IEstimator<ITransformer>> prepare, T[] train, T[] test, RunSettings settings)
        where T : class
    {
        (string, MultimodalFuseOptions)[] recipes = [("source's recipe", Recipes.Source(modalities, settings)), ("default", Recipes.Default(modalities, settings))];
        List<(string[] Subset, Score[] Scores)> rows = Compare(data, modalities, prepare, train, test, recipes, settings);
        foreach ((string[] subset, Score[] scores) in rows)
        {
            table.AddRow([data, string.Join(" + ", subset), .. scores.Select(score => score.ToString())]);
        }

        return rows[^1].Scores;
    }

    /// <summary>For each modality alone and for all together: the scores of each recipe's model, then that of the raw features.</summary>
    private static List<(string[] Subset, Score[] Scores)> Compare<T>(string data, string[] modalities, Func<MLContext, IEstimator<ITransformer>> prepare, T[] train, T[] test, (string Name, MultimodalFuseOptions Options)[] recipes, RunSettings settings)
        where T : class
    {
        var ml = new MLContext(settings.Seed);
        IDataView trainView = ml.Data.LoadFromEnumerable(train), testView = ml.Data.LoadFromEnumerable(test);
        ITransformer prepared = prepare(ml).Fit(trainView);
        (trainView, testView) = (ml.Data.Cache(prepared.Transform(trainView)), ml.Data.Cache(prepared.Transform(testView)));
        MultimodalFuseTransformer[] models = [.. recipes.Select(recipe => TrainingBar.Fit($"{data}, {recipe.Name}", recipe.Options, options => ml.Transforms.MultimodalFuse(options).Fit(trainView)))];

        var rows = new List<(string[], Score[])>();
        string[][] subsets = modalities.Length == 1 ? [modalities] : [.. modalities.Select(name => new[] { name }), modalities];
        foreach (string[] subset in subsets)
        {
            ITransformer hide = Hiding(ml, modalities.Except(subset), trainView);
            ITransformer raw = ml.Transforms.Concatenate("Embedding", subset).Fit(trainView);
            rows.Add((subset, [.. models.Append(raw).Select(model => Measure(ml, model, hide.Transform(trainView), hide.Transform(testView)))]));
        }

        return rows;
    }

    private static Score Measure(MLContext ml, ITransformer model, IDataView train, IDataView test) =>
        Score.Of(ml, ml.Data.Cache(model.Transform(train), "Label", "Embedding"), ml.Data.Cache(model.Transform(test), "Label", "Embedding"), "Embedding", PrototypeDistance.Cosine, supportPerClass: null);

    /// <summary>Replaces columns by NaN: modalities that are missing.</summary>
    private static ITransformer Hiding(MLContext ml, IEnumerable<string> columns, IDataView view)
    {
        IEstimator<ITransformer> chain = ml.Transforms.CopyColumns("Label", "Label");
        foreach (string column in columns)
        {
            chain = chain.Append(ml.Transforms.CustomMapping<Vector, Vector>((from, to) => to.Values = [.. from.Values.Select(_ => float.NaN)], null, Schema(column, view), Schema(column, view)));
        }

        return chain.Fit(view);
    }

    private static SchemaDefinition Schema(string column, IDataView view)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Vector));
        SchemaDefinition.Column values = definition[nameof(Vector.Values)];
        (values.ColumnName, values.ColumnType) = (column, view.Schema[column].Type);
        return definition;
    }

    /// <summary>The honest test of the recordings: every speaker is tested by a model that never heard them.</summary>
    private static void AddSpeakersLeftOut(Table table, Digit[] digits, RunSettings settings)
    {
        string[] speakers = [.. digits.Select(digit => digit.Speaker).Distinct().Order()];
        Score[][] scores = [.. (settings.Quick ? speakers[..1] : speakers).Select(speaker =>
            AddRows(table, $"digits_av, {speaker} unheard", ["Audio"], Keys, [.. digits.Where(d => d.Speaker != speaker)], [.. digits.Where(d => d.Speaker == speaker)], settings))];
        table.AddRow(["digits_av, mean of these", "Audio", .. Enumerable.Range(0, scores[0].Length).Select(i => new Score(scores.Average(row => row[i].Top1), scores.Average(row => row[i].Top5)).ToString())]);
    }

    private sealed class Vector
    {
        public float[] Values { get; set; } = [];
    }
}
