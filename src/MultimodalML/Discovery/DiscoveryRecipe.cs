namespace MultimodalML.Discovery;

/// <summary>How a <see cref="NovelCategoriesTrainer"/> finds the categories nobody labelled.</summary>
public enum DiscoveryRecipe
{
    /// <summary>Two heads over a joint representation: classification of the labelled rows, and pairwise pseudo labels of the others; see <see cref="WinnerTakeAllOptions"/>.</summary>
    WinnerTakeAll,

    /// <summary>One classifier over known and novel categories, which learns from its own sharpened predictions of another view; see <see cref="SelfDistillationOptions"/>.</summary>
    SelfDistillation,
}
