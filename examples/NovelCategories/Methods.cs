using Microsoft.ML;
using MultimodalML;
using MultimodalML.Discovery;
using MultimodalML.Training;
using Spectre.Console;

namespace NovelCategories;

/// <summary>A way to find categories, as the table names it.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Run">Learns from a task's training rows with a seed, and measures; the status line shows how far it is.</param>
internal sealed record Method(string Name, Func<DiscoveryTask, int, StatusContext, Score> Run);

/// <summary>The ways that the example compares.</summary>
internal static class Methods
{
    public const string Default = "library default";

    private const int QuickEpochs = 2;

    public static IReadOnlyList<Method> All(RunSettings settings)
    {
        var defaults = new NovelCategoriesOptions();
        NovelCategoriesOptions Paired(IPseudoLabels labels) => defaults with { Recipe = DiscoveryRecipe.WinnerTakeAll, WinnerTakeAll = defaults.WinnerTakeAll with { PseudoLabels = labels } };
        return
        [
            new("k-means, standardised features", (task, seed, _) => Baselines.Cluster(task, seed, projected: false)),
            new("k-means, LDA of the known classes", (task, seed, _) => Baselines.Cluster(task, seed, projected: true)),
            Trained("paper's recipe, WTA codes", Paired(new WinnerTakeAllPseudoLabels())),
            Trained("paper's recipe, ranking statistics", Paired(new RankingStatisticsPseudoLabels())),
            Trained("paper's recipe, cosine threshold", Paired(new CosinePseudoLabels())),
            Trained("paper's recipe, nearest neighbour", Paired(new NearestNeighborPseudoLabels())),
            Trained("self-distillation", defaults with { Recipe = DiscoveryRecipe.SelfDistillation }),
            Trained(Default, defaults),
            Trained($"{Default}, number estimated", defaults, isCountGiven: false),
        ];

        Method Trained(string name, NovelCategoriesOptions options, bool isCountGiven = true) => new(name, (task, seed, status) =>
        {
            var ml = new MLContext(seed);
            NovelCategoriesTransformer model = ml.Clustering.Trainers.NovelCategories(options with
            {
                InputColumnNames = task.Modalities,
                LabelColumnName = "Known",
                NovelCategoryCount = isCountGiven ? task.NovelCount : null,
                UnlabelledRows = UnlabelledContent.NovelOnly,
                Training = options.Training with { Seed = seed, Epochs = settings.Quick ? QuickEpochs : options.Training.Epochs, Progress = new StatusLine(status, $"{task.Name}: {name}") },
            }).Fit(task.Train);
            return new Score(
                ml.Clustering.EvaluateDiscovery(model.Transform(task.Train), knownLabelColumnName: "Known"),
                ml.Clustering.EvaluateDiscovery(model.Transform(task.Test)),
                model.Report!.NovelCategoryCount,
                model.Report.Seconds)
            {
                Model = model,
            };
        });
    }

    private sealed class StatusLine(StatusContext status, string name) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (AnsiConsole.Profile.Capabilities.Interactive) // a file would get every line
            {
                status.Status(Markup.Escape($"{name}: epoch {value.Epoch}/{value.Epochs}, loss {value.Loss:f3}"));
            }
        }
    }
}
