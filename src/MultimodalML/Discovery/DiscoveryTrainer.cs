using System.Diagnostics;
using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Discovery;

/// <summary>Trains a <see cref="DiscoveryModel"/> on rows in memory; what <see cref="NovelCategoriesTrainer"/> does the work with, usable without ML.NET.</summary>
/// <remarks>Leaves no Torch tensor behind. The same options, rows, seed and device give the same weights.</remarks>
public sealed class DiscoveryTrainer
{
    private readonly NovelCategoriesOptions _options;
    private readonly Device _device;
    private readonly int _seed;
    private readonly Action<string>? _log;

    /// <param name="options">All settings; column names do not matter here.</param>
    /// <param name="device">Where to train; null for the CPU.</param>
    /// <param name="log">Told what goes on, or null.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it and its value.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or newer than this program.</exception>
    public DiscoveryTrainer(NovelCategoriesOptions options, Device? device = null, Action<string>? log = null)
        : this(options, device ?? CPU, log, defaultSeed: 1)
    {
    }

    internal DiscoveryTrainer(NovelCategoriesOptions options, Device device, Action<string>? log, int defaultSeed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _device, _log) = (options, device, log);
        _seed = TrainingCheckpoint.SeedOf(options.Training, defaultSeed);
    }

    /// <summary>Trains.</summary>
    /// <param name="rows">Labelled rows, and unlabelled ones (<see cref="ModalityBatch.NoLabel"/>) to find categories in. Without a labelled row all categories are novel: deep clustering.</param>
    /// <returns>The model, and what training did.</returns>
    /// <exception cref="InvalidDataException">No rows, no unlabelled row, fewer of them than novel categories, fewer than two known classes and no <see cref="NovelCategoriesOptions.NovelCategoryCount"/>, a modality that no row has or that is too long; or the checkpoint cannot be used.</exception>
    /// <exception cref="InvalidOperationException">Training diverged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first step.</exception>
    public (DiscoveryModel Model, DiscoveryReport Report) Train(ModalityBatch rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var clock = Stopwatch.StartNew();
        TrainingChecks.RequireModalities(rows, _options.Path is not null);
        int[] classes = [.. rows.Labels.ToArray().Where(label => label != ModalityBatch.NoLabel).Distinct().Order()];
        int unlabelled = rows.Labels.Count(ModalityBatch.NoLabel);
        CheckCounts(rows.RowCount, unlabelled, classes.Length);
        _options.Training.CancellationToken.ThrowIfCancellationRequested();

        int[] places = [.. Enumerable.Range(0, rows.ClassCount).Select(label => Array.BinarySearch(classes, label))]; // a label's class has rows, or is left out until the end
        ModalityBatch dense = rows.WithLabels([.. rows.Labels.ToArray().Select(label => label == ModalityBatch.NoLabel ? label : places[label])], classes.Length);
        CategoryCountEstimate? estimate = null;
        int novel = _options.NovelCategoryCount ?? (estimate = new CategoryCountEstimation(_options, _seed).Estimate(dense, classes.Length)).Count;
        if (estimate is not null)
        {
            _log?.Invoke($"{estimate.Count} novel categories, estimated by {classes.Length} known classes");
        }

        FusionModel embedder;
        DiscoveryHead head;
        TrainingReport? report = null;
        if (_options.Recipe == DiscoveryRecipe.DiscriminantClustering)
        {
            (embedder, head) = new DiscriminantClustering(_options, _seed, _log).Train(dense, classes.Length, novel);
        }
        else
        {
            (embedder, head, report) = new NeuralDiscovery(_options, _device, _seed, _log).Train(dense, classes.Length, novel);
        }
        if (classes.Length < rows.ClassCount)
        {
            head = head.Spread([.. classes, .. Enumerable.Range(rows.ClassCount, novel)], rows.ClassCount + novel);
        }
        return (new DiscoveryModel(embedder, head, rows.ClassCount), new DiscoveryReport
        {
            NovelCategoryCount = novel,
            Estimate = estimate,
            Training = report,
            LabelledCount = rows.RowCount - unlabelled,
            UnlabelledCount = unlabelled,
            Seconds = clock.Elapsed.TotalSeconds,
        });
    }

    private void CheckCounts(int count, int unlabelled, int classCount)
    {
        if (unlabelled == 0)
        {
            throw new InvalidDataException(
                $"All {count} rows have a label; novel categories are looked for among rows without one. Leave their label missing (key 0), or train a classifier: MultimodalFuse and Prototypes.");
        }
        if (_options.NovelCategoryCount > unlabelled)
        {
            throw new InvalidDataException($"NovelCategoryCount is {_options.NovelCategoryCount}, and only {unlabelled} of {count} rows are unlabelled; a category needs at least one.");
        }
        if (classCount < 2 && _options.NovelCategoryCount is null)
        {
            throw new InvalidDataException($"The number of novel categories is estimated by known classes, and the labels name {classCount}; at least 2 are needed. Else set NovelCategoryCount.");
        }
    }
}
