using MultimodalML.Training;

namespace MultimodalML.Discovery;

/// <summary>What a <see cref="DiscoveryTrainer"/> did.</summary>
public sealed record DiscoveryReport
{
    /// <summary>Novel categories that the model has.</summary>
    public required int NovelCategoryCount { get; init; }

    /// <summary>The estimate of that number, with its curve; null when it was given.</summary>
    public CategoryCountEstimate? Estimate { get; init; }

    /// <summary>What training the networks did; null for a recipe in closed form.</summary>
    public TrainingReport? Training { get; init; }

    /// <summary>Labelled rows.</summary>
    public required int LabelledCount { get; init; }

    /// <summary>Unlabelled rows.</summary>
    public required int UnlabelledCount { get; init; }

    /// <summary>Seconds in all, reading the data not included.</summary>
    public required double Seconds { get; init; }
}
