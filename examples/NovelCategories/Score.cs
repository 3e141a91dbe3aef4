using MultimodalML.Discovery;
using MultimodalML.Evaluation;

namespace NovelCategories;

/// <summary>What one method reached on one data set.</summary>
/// <param name="Unlabelled">On the unlabelled training rows, all of them of new classes.</param>
/// <param name="HeldOut">On the test rows, which are of all classes.</param>
/// <param name="NovelCount">Novel categories that the method used: given, or estimated.</param>
/// <param name="Seconds">For training.</param>
internal sealed record Score(DiscoveryMetrics Unlabelled, DiscoveryMetrics HeldOut, int NovelCount, double Seconds)
{
    /// <summary>What was trained; null for a baseline.</summary>
    public NovelCategoriesTransformer? Model { get; init; }
}
