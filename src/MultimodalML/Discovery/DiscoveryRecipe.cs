namespace MultimodalML.Discovery;

/// <summary>How a <see cref="NovelCategoriesTrainer"/> finds the categories nobody labelled.</summary>
public enum DiscoveryRecipe
{
    /// <summary>
    /// Without a network, in closed form: rows are whitened within the known classes. Each modality is seen along the directions in which it then scatters most, these weighted by how far they go beyond noise, and scaled to
    /// length 1, so that each has its say. Side by side they are merged to clusters, known classes being clusters from the start; k-means and a mixture of normal distributions go on from there. What was found whitens the
    /// rows anew, for three rounds in all. This is done three to fifteen times, until the clusterings agree, and the one that the others come nearest to is taken. The classifier is a mixture too, that of the categories found, along the directions in which all modalities together scatter most.
    /// </summary>
    /// <remarks>
    /// <para>Nothing in it is random but the first guess of the directions. Of many unlabelled rows 4,000 are merged, and the others join.</para>
    /// <para>Sources: whitening within classes, Fisher 1936 and Friedman 1989; merging, Ward 1963; clusters that choose the directions in which they are found anew, Ding and Li 2007, "Adaptive Dimension Reduction Using Discriminant
    /// Analysis and K-means Clustering"; how far noise goes, Marchenko and Pastur 1967, "Distribution of eigenvalues for some sets of random matrices"; the whole is this library's own, found by experiment on some 20 data sets.</para>
    /// </remarks>
    DiscriminantClustering,

    /// <summary>Two heads over a joint representation: classification of the labelled rows, and pairwise pseudo labels of the others; see <see cref="WinnerTakeAllOptions"/>.</summary>
    WinnerTakeAll,

    /// <summary>One classifier over known and novel categories, which learns from its own sharpened predictions of another view; see <see cref="SelfDistillationOptions"/>.</summary>
    SelfDistillation,
}
