using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Training;

/// <summary>The one loop that trains a network: steps, schedule, validation, early stopping, checkpoints, progress, cancellation.</summary>
/// <remarks>
/// AdamW, learning rate by warm-up and cosine. After every epoch the validation metric (not the loss) decides whether the weights are the best so far; those are in the network when
/// <see cref="Run"/> returns. Without a metric the last weights count. Every step has its own dispose scope: no tensor of it outlives it.
/// Source of AdamW: Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization", arXiv:1711.05101, algorithm 2.
/// </remarks>
public sealed class TrainingLoop
{
    private readonly TrainingOptions _options;
    private readonly int _seed;
    private readonly Action<string>? _log;

    /// <param name="options">How to train.</param>
    /// <param name="seed">Seed of batches, dropout and noise; a checkpoint goes on with its own.</param>
    /// <param name="log">Told one line an epoch, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public TrainingLoop(TrainingOptions options, int seed, Action<string>? log = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _seed, _log) = (options, seed, log);
    }

    /// <summary>Trains a network in place.</summary>
    /// <param name="network">Its parameters are trained; they must be on the device the loss works on.</param>
    /// <param name="batches">Chooses the rows of each step.</param>
    /// <param name="loss">The scalar loss of one step, attached to the network's parameters.</param>
    /// <param name="metric">The validation metric after an epoch, finite, higher is better, or null; called in evaluation mode and without gradients.</param>
    /// <param name="metricName">What the metric is, for reports.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the first step.</exception>
    /// <exception cref="InvalidOperationException">The loss, a weight or the metric became NaN or infinite.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, newer than this program, or of another network.</exception>
    public TrainingReport Run(nn.Module network, IBatchSampler batches, Func<TrainingStep, Tensor> loss, Func<double>? metric = null, string? metricName = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(loss);
        _options.CancellationToken.ThrowIfCancellationRequested();

        using var run = new TrainingRun(_options, network, batches, loss, _seed);
        TrainingEnd? end = null;
        while (end is null)
        {
            if (run.IsDone)
            {
                end = TrainingEnd.Completed;
            }
            else if (run.IsStale)
            {
                end = TrainingEnd.StoppedEarly;
            }
            else if (!run.TryEpoch(metric))
            {
                end = TrainingEnd.Cancelled;
            }
            else
            {
                _log?.Invoke(Describe(run.State.Epochs[^1], metricName));
            }
        }

        run.KeepBest();
        return new TrainingReport
        {
            Epochs = run.State.Epochs,
            BestEpoch = run.State.BestEpoch,
            BestMetric = run.State.BestMetric,
            MetricName = metric is null ? null : metricName,
            End = end.Value,
            Seconds = run.Elapsed.TotalSeconds,
            Steps = run.Steps,
            Seed = run.State.Seed,
            Device = network.parameters().First().device.ToString(),
        };
    }

    private string Describe(EpochReport epoch, string? metricName)
    {
        string metric = epoch.Metric is { } value ? $", {metricName ?? "metric"} {value:0.0000}" : "";
        return $"Epoch {epoch.Epoch} of {_options.Epochs}: loss {epoch.Loss:0.0000}{metric}, learning rate {epoch.LearningRate:0.######}, {epoch.Seconds:0.00} s";
    }
}
