namespace MultimodalML.Training;

/// <summary>How a network is trained, whatever it is and whatever its loss.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training rows.</summary>
    /// <value>At least 1. Default 10.</value>
    public int Epochs { get; init; } = 10;

    /// <summary>Rows of one step. Larger than the data means all rows in one step. Losses that choose classes for a step (prototypical episodes) do not read it.</summary>
    /// <value>At least 2. Default 256.</value>
    public int BatchSize { get; init; } = 256;

    /// <summary>Highest learning rate of the AdamW optimizer, reached after the warm-up.</summary>
    /// <value>Above 0. Default 0.002.</value>
    public double LearningRate { get; init; } = 0.002;

    /// <summary>Decoupled weight decay of AdamW: each step shrinks the weights by learning rate × this.</summary>
    /// <value>0 or more. Default 0.0001.</value>
    public double WeightDecay { get; init; } = 0.0001;

    /// <summary>Share of the steps in which the learning rate rises from 0; in the rest it falls along a cosine to 0.</summary>
    /// <value>0 to 1. Default 0.05.</value>
    public double WarmUpFraction { get; init; } = 0.05;

    /// <summary>Epochs without a better validation metric after which training stops; 0 never stops early. Without a validation metric it has no effect.</summary>
    /// <value>0 or more. Default 0.</value>
    public int Patience { get; init; }

    /// <summary>Seed of weights, batches, modality dropout and noise; null takes one from <see cref="Microsoft.ML.MLContext"/> (1 without one). A checkpoint goes on with its own.</summary>
    public int? Seed { get; init; }

    /// <summary>Told after every step and every epoch, on the training thread.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops training before the next step. The best weights so far are kept; cancelled before the first step, training throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>File that holds the state after every epoch, in a folder that exists, or null. When it is there at the start, training goes on from it, with its seed, and ends with the same weights as an uninterrupted run.</summary>
    public string? CheckpointPath { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 2);
        Throw.IfNotInRange(LearningRate, double.Epsilon, double.MaxValue, nameof(LearningRate));
        Throw.IfNotInRange(WeightDecay, 0, double.MaxValue, nameof(WeightDecay));
        Throw.IfNotInRange(WarmUpFraction, 0, 1, nameof(WarmUpFraction));
        ArgumentOutOfRangeException.ThrowIfNegative(Patience);
        if (CheckpointPath is { } path)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(path, nameof(CheckpointPath));
            string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
            if (!Directory.Exists(folder))
            {
                throw new ArgumentException($"CheckpointPath is '{path}', and there is no folder '{folder}'. Make it, or name a file in one that is there.", nameof(CheckpointPath));
            }
        }
    }
}
