namespace MultimodalML.Training;

/// <summary>What one epoch brought.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Mean loss of the epoch's steps, in the loss's units.</param>
/// <param name="Metric">Validation metric after the epoch, higher is better; null without validation.</param>
/// <param name="LearningRate">Learning rate of the epoch's last step.</param>
/// <param name="Seconds">How long the epoch took, validation included.</param>
public sealed record EpochReport(int Epoch, double Loss, double? Metric, double LearningRate, double Seconds);
