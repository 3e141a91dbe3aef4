namespace MultimodalML.Training;

/// <summary>Where a training stands.</summary>
public sealed record TrainingProgress
{
    /// <summary>Epoch under way, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs in all.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps done in this epoch.</summary>
    public required int Step { get; init; }

    /// <summary>Steps of this epoch.</summary>
    public required int Steps { get; init; }

    /// <summary>Mean loss of this epoch's steps so far.</summary>
    public required double Loss { get; init; }

    /// <summary>Learning rate of the last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Validation metric, higher is better; only at the end of an epoch that was validated.</summary>
    public double? Metric { get; init; }

    /// <summary>Time since training began.</summary>
    public required TimeSpan Elapsed { get; init; }
}
