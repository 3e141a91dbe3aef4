namespace MultimodalML.Discovery;

/// <summary>How many novel categories there seem to be, and what speaks for it.</summary>
/// <param name="Count">The estimate, at least 1.</param>
/// <param name="Curve">What was tried, by rising count.</param>
public sealed record CategoryCountEstimate(int Count, IReadOnlyList<CategoryCountPoint> Curve);
