using MultimodalML.Data;
using MultimodalML.Discovery;
using MultimodalML.Tests.Fusion;
using MultimodalML.Training;

namespace MultimodalML.Tests.Discovery;

/// <summary>Small items of known and novel categories, and settings that train on them in a moment.</summary>
internal static class DiscoveryItems
{
    public const int Known = 4, Novel = 3;

    public static NovelCategoriesOptions Quick(DiscoveryRecipe recipe) => new()
    {
        InputColumnNames = Items.Columns.Names,
        NovelCategoryCount = Novel,
        Recipe = recipe,
        Network = Items.Small,
        Path = new() { Frequencies = [], ProjectionsPerValue = 0 },
        Training = new TrainingOptions { Epochs = 2, BatchSize = 64, LearningRate = 0.01, Seed = 1 },
    };

    /// <summary>Rows whose classes 0 to 3 are known and 4 to 6 novel.</summary>
    /// <param name="missing">Given (row, modality), whether it is missing.</param>
    /// <param name="labelled">Given (row, class), whether it has its label; classes from 4 on never do. Null: all known rows do.</param>
    public static (ModalityBatch Rows, int[] Truth) Draw(int count = 210, Func<int, int, bool>? missing = null, Func<int, int, bool>? labelled = null)
    {
        ModalityBatch rows = Items.Draw(count, Known + Novel, missing: missing);
        int[] truth = rows.Labels.ToArray();
        return (rows.WithLabels([.. truth.Select((c, row) => c < Known && labelled?.Invoke(row, c) != false ? c : ModalityBatch.NoLabel)], Known), truth);
    }

    /// <summary>Share of the rows whose category is that of most rows of their class.</summary>
    public static double Agreement(int[] truth, int[] predicted)
    {
        int right = truth.Zip(predicted).GroupBy(pair => pair.First).Sum(rows => rows.GroupBy(pair => pair.Second).Max(group => group.Count()));
        int merged = truth.Distinct().Count() - truth.Zip(predicted).GroupBy(pair => pair.First).Select(rows => rows.GroupBy(pair => pair.Second).MaxBy(group => group.Count())!.Key).Distinct().Count();
        return ((double)right / truth.Length) - merged; // classes that share a category spoil it all
    }
}
