namespace Microsoft.ML.Data;

/// <summary>How well a classifier does.</summary>
public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics(MulticlassTally tally, int topKPredictionCount, string[] classNames)
    {
        LogLoss = tally.LogLoss;
        LogLossReduction = tally.LogLossReduction;
        MacroAccuracy = tally.MacroAccuracy;
        MicroAccuracy = tally.MicroAccuracy;
        TopKPredictionCount = topKPredictionCount;
        TopKAccuracyForAllK = topKPredictionCount > 0 ? tally.TopKAccuracies(topKPredictionCount) : null!;
        PerClassLogLoss = tally.PerClassLogLoss;
        ConfusionMatrix = new ConfusionMatrix(tally.Confusion, classNames);
    }

    /// <summary>Mean of −ln p of the true class, in nats. p is held between 1e-15 and 1; a class not trained on counts as 1e-15.</summary>
    public double LogLoss { get; }

    /// <summary>(entropy of the classes − LogLoss) / entropy.</summary>
    public double LogLossReduction { get; }

    /// <summary>Mean over the classes that occur of the share of their rows that is classified right.</summary>
    public double MacroAccuracy { get; }

    /// <summary>Share of the rows that is classified right.</summary>
    public double MicroAccuracy { get; }

    /// <summary>Share of the rows whose class is among the best <see cref="TopKPredictionCount"/>; 0 if that is 0.</summary>
    public double TopKAccuracy => TopKAccuracyForAllK is { Count: > 0 } all ? all[^1] : 0;

    public int TopKPredictionCount { get; }

    /// <summary>For k = 1 to <see cref="TopKPredictionCount"/>; null if that is 0. Of equal scores the class with the lower index ranks better.</summary>
    public IReadOnlyList<double> TopKAccuracyForAllK { get; }

    public IReadOnlyList<double> PerClassLogLoss { get; }

    public ConfusionMatrix ConfusionMatrix { get; }
}
