namespace MultimodalML.Training;

/// <summary>What a training did.</summary>
public sealed record TrainingReport
{
    /// <summary>The epochs, those of a resumed checkpoint included.</summary>
    public required IReadOnlyList<EpochReport> Epochs { get; init; }

    /// <summary>Epoch whose weights were kept, from 1; 0 when training was cancelled within the first epoch.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Name of the validation metric, or null without validation.</summary>
    public string? MetricName { get; init; }

    /// <summary>Validation metric of the weights kept; null without validation.</summary>
    public double? BestMetric { get; init; }

    /// <summary>Why training ended.</summary>
    public required TrainingEnd End { get; init; }

    /// <summary>Seconds of this run, reading the data not included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Steps of this run.</summary>
    public required int Steps { get; init; }

    /// <summary>Seed that was used: the same seed, stack and device give the same weights.</summary>
    public required int Seed { get; init; }

    /// <summary>Device that trained, for example "cpu" or "cuda:0".</summary>
    public required string Device { get; init; }
}
