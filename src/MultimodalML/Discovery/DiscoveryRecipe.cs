namespace MultimodalML.Discovery;

/// <summary>How a <see cref="NovelCategoriesTrainer"/> finds the categories nobody labelled.</summary>
public enum DiscoveryRecipe
{
    /// <summary>
    /// Without a network, in closed form: rows are whitened within the known classes, seen along the directions in which they then scatter most, scaled to length 1, and merged to clusters; what was found
    /// whitens them anew, for some rounds. New rows go to the nearest prototype by cosine.
    /// </summary>
    /// <remarks>Sources: whitening within classes, Fisher 1936 and Friedman 1989; merging, Ward 1963; clusters that choose the directions in which they are found anew, Ding and Li 2007, "Adaptive Dimension Reduction Using Discriminant Analysis and K-means Clustering".</remarks>
    DiscriminantClustering,

    /// <summary>Two heads over a joint representation: classification of the labelled rows, and pairwise pseudo labels of the others; see <see cref="WinnerTakeAllOptions"/>.</summary>
    WinnerTakeAll,

    /// <summary>One classifier over known and novel categories, which learns from its own sharpened predictions of another view; see <see cref="SelfDistillationOptions"/>.</summary>
    SelfDistillation,
}
