using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MultimodalML.Training;

/// <summary>One call of <see cref="TrainingLoop.Run"/>: the optimizer, the state and one epoch after the other.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly nn.Module _network;
    private readonly IBatchSampler _batches;
    private readonly Func<TrainingStep, Tensor> _loss;
    private readonly OptimizerHelper _optimizer;
    private readonly optim.ILearningRateController[] _groups;
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public TrainingRun(TrainingOptions options, nn.Module network, IBatchSampler batches, Func<TrainingStep, Tensor> loss, int seed)
    {
        (_options, _network, _batches, _loss) = (options, network, batches, loss);
        _optimizer = optim.AdamW(network.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        _groups = [.. _optimizer.ParamGroups];
        State = options.CheckpointPath is { } path && File.Exists(path)
            ? TrainingCheckpoint.Load(path, network, _optimizer)
            : new TrainingState { Seed = seed };
    }

    public TrainingState State { get; }

    /// <summary>Steps done by this run.</summary>
    public int Steps { get; private set; }

    public TimeSpan Elapsed => _clock.Elapsed;

    public bool IsDone => State.Epochs.Count >= _options.Epochs;

    public bool IsStale => _options.Patience > 0 && State.EpochsSinceBetter >= _options.Patience;

    /// <summary>Trains one epoch, validates and saves it; false when cancelled within it.</summary>
    public bool TryEpoch(Func<double>? metric)
    {
        TimeSpan start = _clock.Elapsed;
        if (TrainEpoch() is not { } epoch)
        {
            return false;
        }

        CheckWeights(epoch);
        double? value = metric is null ? null : Validate(metric);
        State.Add(new EpochReport(epoch.Epoch, epoch.Loss, value, epoch.LearningRate, (_clock.Elapsed - start).TotalSeconds), _network);
        _options.Progress?.Report(epoch with { Metric = value, Elapsed = _clock.Elapsed });
        if (_options.CheckpointPath is { } path)
        {
            TrainingCheckpoint.Save(path, State, _network, _optimizer);
        }
        return true;
    }

    /// <summary>Puts the best weights into the network and sets it to evaluation.</summary>
    public void KeepBest()
    {
        State.RestoreBest(_network);
        _network.eval();
    }

    public void Dispose() => _optimizer.Dispose();

    private TrainingProgress? TrainEpoch()
    {
        (int epoch, int steps) = (State.Epochs.Count, _batches.StepsPerEpoch);
        var random = new Random(unchecked((State.Seed * 1_000_003) + epoch)); // of the epoch alone, so that a resumed training draws the same
        var schedule = new WarmUpCosineSchedule(_options.Epochs * steps, _options.WarmUpFraction);
        (int step, double sum, double learningRate) = (0, 0, 0);
        _network.train();
        foreach (int[] rows in _batches.Epoch(random))
        {
            if (_options.CancellationToken.IsCancellationRequested)
            {
                return null;
            }

            int before = (epoch * steps) + step;
            learningRate = _options.LearningRate * schedule.Factor(before);
            sum += Step(new TrainingStep(rows, random, (double)before / (_options.Epochs * steps)), learningRate, before + 1);
            step++;
            Steps++;
            if (step < steps) // the last one is reported with the metric
            {
                _options.Progress?.Report(Progress());
            }
        }

        return step > 0 ? Progress() : throw new InvalidOperationException($"{_batches.GetType().Name} gave no batch for epoch {epoch + 1}; it must give {steps}.");

        TrainingProgress Progress() => new()
        {
            Epoch = epoch + 1,
            Epochs = _options.Epochs,
            Step = step,
            Steps = steps,
            Loss = sum / step,
            LearningRate = learningRate,
            Elapsed = _clock.Elapsed,
        };
    }

    private double Step(TrainingStep step, double learningRate, int number)
    {
        using var scope = NewDisposeScope();
        foreach (optim.ILearningRateController group in _groups)
        {
            group.LearningRate = learningRate;
        }

        _optimizer.zero_grad();
        Tensor loss = _loss(step);
        double value = loss.item<float>();
        if (!double.IsFinite(value))
        {
            throw Diverged($"the loss is {value} at step {number}", learningRate);
        }

        loss.backward();
        _optimizer.step();
        return value;
    }

    private double Validate(Func<double> metric)
    {
        using var scope = NewDisposeScope();
        using IDisposable guard = no_grad();
        _network.eval();
        double value = metric();
        return double.IsFinite(value) ? value : throw new InvalidOperationException($"The validation metric is {value} after epoch {State.Epochs.Count + 1}; it must be finite, as epochs are compared by it.");
    }

    private void CheckWeights(TrainingProgress epoch)
    {
        using var scope = NewDisposeScope();
        using IDisposable guard = no_grad();
        foreach ((string name, Parameter parameter) in _network.named_parameters())
        {
            float sum = parameter.sum().item<float>();
            if (!float.IsFinite(sum))
            {
                throw Diverged($"the weights '{name}' sum to {sum} after epoch {epoch.Epoch}", epoch.LearningRate);
            }
        }
    }

    private InvalidOperationException Diverged(string what, double learningRate) => new(
        $"Training diverged: {what}, learning rate {learningRate:g3} (LearningRate is {_options.LearningRate:g3}). Try a tenth of the learning rate, a longer WarmUpFraction, and inputs of similar scale.");
}
