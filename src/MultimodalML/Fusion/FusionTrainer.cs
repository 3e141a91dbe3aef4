using MultimodalML.Data;
using MultimodalML.Networks;
using MultimodalML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Fusion;

/// <summary>Trains a <see cref="FusionModel"/> on rows in memory; what <see cref="MultimodalFuseEstimator"/> does the work with, usable without ML.NET.</summary>
/// <remarks>Leaves no Torch tensor behind. The same options, rows, seed and device give the same weights.</remarks>
public sealed class FusionTrainer
{
    private readonly MultimodalFuseOptions _options;
    private readonly Device _device;
    private readonly int _seed;
    private readonly Action<string>? _log;

    /// <param name="options">All settings; column names do not matter here.</param>
    /// <param name="device">Where to train; null for the CPU.</param>
    /// <param name="log">Told one line an epoch, or null.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it and its value.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or newer than this program.</exception>
    public FusionTrainer(MultimodalFuseOptions options, Device? device = null, Action<string>? log = null)
        : this(options, device ?? CPU, log, defaultSeed: 1)
    {
    }

    internal FusionTrainer(MultimodalFuseOptions options, Device device, Action<string>? log, int defaultSeed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _device, _log) = (options, device, log);
        _seed = TrainingCheckpoint.SeedOf(options.Training, defaultSeed);
    }

    /// <summary>Trains.</summary>
    /// <param name="rows">Training rows, with labels unless the loss is <see cref="FusionLoss.NTXent"/>. A class with a single row is fine.</param>
    /// <param name="validation">Rows to choose the best epoch by, of the same modalities and classes; null holds out <see cref="MultimodalFuseOptions.ValidationFraction"/> of the training rows.</param>
    /// <returns>The model, and what training did.</returns>
    /// <exception cref="InvalidDataException">No rows, a modality that no row has or that is too long, a row without a label, fewer than two classes, validation rows that do not fit; or the checkpoint cannot be used.</exception>
    /// <exception cref="InvalidOperationException">Training diverged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first step.</exception>
    public (FusionModel Model, TrainingReport Report) Train(ModalityBatch rows, ModalityBatch? validation = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Check(rows);
        if (validation is not null)
        {
            CheckValidation(rows, validation);
        }
        _options.Training.CancellationToken.ThrowIfCancellationRequested();

        bool labelled = rows.ClassCount > 0 && !rows.Labels.Contains(ModalityBatch.NoLabel);
        (int[] training, int[] held) = validation is null
            ? ValidationSplit.Draw(rows.Labels, labelled, _options.ValidationFraction, new Random(_seed))
            : ([.. Enumerable.Range(0, rows.RowCount)], []);
        FeatureScaling scaling = _options.ScaleInputs ? FeatureScaling.Learn(rows, labelled) : FeatureScaling.None(rows.Columns);
        DirectPath path = _options.Path is { } settings
            ? DirectPath.Learn(rows, scaling, labelled, labelled ? PathSelection.Choose(rows, settings, _options.ScaleInputs, _seed) : settings, _seed)
            : DirectPath.None;

        using var scope = NewDisposeScope();
        using FusionModules modules = FusionModules.Create(rows.Columns.Lengths, _options, _seed, _device);
        using var data = new TrainingRows(rows, training, scaling, path, _device);
        var objective = new FusionObjective(modules, data, _options);
        FusionValidation? measure = FusionValidation.Create(rows, training, validation ?? rows.Take(held), labelled, scaling, _seed);
        var loop = new TrainingLoop(_options.Training, _seed, _log);
        TrainingReport report = loop.Run(modules, FusionObjective.Batches(data, _options), objective.Compute, measure is null ? null : () => measure.Of(Snapshot()), measure?.Name);
        return (WithNetworkIfBetter(Snapshot(), measure, report), report);

        FusionModel Snapshot() => FusionModel.From(modules.Network, _options.Network, rows.Columns, scaling, path);
    }

    /// <summary>The model, or the path alone where the network does not find held-out rows better by more than two standard errors: its figure is the best of several epochs, and what it adds beside the path is often nothing but noise.</summary>
    private FusionModel WithNetworkIfBetter(FusionModel model, FusionValidation? measure, TrainingReport report)
    {
        if (model.Path.Length == 0 || measure is null)
        {
            return model;
        }

        double metric = report.BestMetric ?? measure.Of(model); // not measured when cancelled within the first epoch
        double alone = measure.Of(model.WithoutNetwork());
        bool better = metric > alone + (2 * Math.Sqrt(alone * (1 - alone) / measure.Count));
        _log?.Invoke($"{measure.Name}: {alone:0.0000} by the path alone, {metric:0.0000} with the network, which is {(better ? "kept" : "left out")}");
        return better ? model : model.WithoutNetwork();
    }

    private static void CheckValidation(ModalityBatch rows, ModalityBatch validation)
    {
        if (!validation.Columns.Lengths.SequenceEqual(rows.Columns.Lengths))
        {
            throw new InvalidDataException(
                $"The validation rows have modalities of [{string.Join(", ", validation.Columns.Lengths)}] values, the training rows of [{string.Join(", ", rows.Columns.Lengths)}]; they must be the same.");
        }
        if (validation.ClassCount != rows.ClassCount)
        {
            throw new InvalidDataException(
                $"The validation labels count {validation.ClassCount} classes, the training labels {rows.ClassCount}; one fitted MapValueToKey for both gives the same class the same key.");
        }
    }

    private void Check(ModalityBatch rows)
    {
        TrainingChecks.RequireModalities(rows, _options.Path is not null);
        if (!_options.NeedsLabels)
        {
            return;
        }

        int missing = rows.Labels.Count(ModalityBatch.NoLabel);
        string advice = $"Loss {_options.Loss} needs a label in every row; drop such rows, or use {FusionLoss.NTXent}, which needs none.";
        if (missing == rows.RowCount)
        {
            throw new InvalidDataException($"None of the {rows.RowCount} rows has a label. {advice}");
        }
        if (missing > 0)
        {
            throw new InvalidDataException($"Row {rows.Labels.IndexOf(ModalityBatch.NoLabel)} (counted from 0) and {missing - 1} more of {rows.RowCount} have no label. {advice}");
        }
        if (rows.Labels.IndexOfAnyExcept(rows.Labels[0]) < 0)
        {
            throw new InvalidDataException($"All {rows.RowCount} rows are of one class. Loss {_options.Loss} learns to tell classes apart and needs at least 2.");
        }
    }
}
