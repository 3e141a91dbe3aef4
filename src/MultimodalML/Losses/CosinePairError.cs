namespace MultimodalML.Losses;

/// <summary>How <see cref="CosinePairLoss"/> measures the distance between a pair's similarity and its target.</summary>
public enum CosinePairError
{
    /// <summary>−ln p for a pair of one class, −ln(1 − p) for a pair of two; nats.</summary>
    CrossEntropy,

    /// <summary>(p − target)²; at most 1.</summary>
    SquaredError,
}
