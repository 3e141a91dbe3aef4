namespace MultimodalML.Discovery;

/// <summary>How a <see cref="NovelCategoriesTrainer"/> finds the categories nobody labelled.</summary>
public enum DiscoveryRecipe
{
    /// <summary>
    /// Without a network, in closed form: rows are whitened within the known classes, seen along the directions in which they then scatter most, scaled to length 1, and merged to clusters, known classes being
    /// clusters from the start; k-means and a mixture of normal distributions go on from there. What was found whitens the rows anew, for some rounds. The mixture is the classifier.
    /// All this is done three times, with directions that hold little beyond the scatter within classes weighted down not at all, a little or more, and the result that agrees best with the others is kept.
    /// </summary>
    /// <remarks>
    /// <para>Nothing in it is random but the order in which directions are searched. Of many unlabelled rows 4,000 are merged, and the others join.</para>
    /// <para>Sources: whitening within classes, Fisher 1936 and Friedman 1989; merging, Ward 1963; clusters that choose the directions in which they are found anew, Ding and Li 2007, "Adaptive Dimension Reduction Using Discriminant
    /// Analysis and K-means Clustering"; the whole is this library's own, found by experiment on some 20 data sets.</para>
    /// </remarks>
    DiscriminantClustering,

    /// <summary>Two heads over a joint representation: classification of the labelled rows, and pairwise pseudo labels of the others; see <see cref="WinnerTakeAllOptions"/>.</summary>
    WinnerTakeAll,

    /// <summary>One classifier over known and novel categories, which learns from its own sharpened predictions of another view; see <see cref="SelfDistillationOptions"/>.</summary>
    SelfDistillation,
}
