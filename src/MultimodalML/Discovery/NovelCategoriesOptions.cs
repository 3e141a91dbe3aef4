using MultimodalML.Fusion;
using MultimodalML.Networks;
using MultimodalML.Training;

namespace MultimodalML.Discovery;

/// <summary>Settings of <see cref="NovelCategoriesTrainer"/>.</summary>
public sealed record NovelCategoriesOptions
{
    /// <summary>Columns to read, one a modality: fixed-length vectors of <see cref="float"/>. A vector that holds a NaN is missing in that row.</summary>
    /// <value>At least one, none twice.</value>
    public IReadOnlyList<string> InputColumnNames { get; init; } = [];

    /// <summary>Key column with the known classes; 0, the missing key, where a row is not labelled. Null when no row is: then all categories are novel, and training is deep clustering.</summary>
    public string? LabelColumnName { get; init; } = "Label";

    /// <summary>Column to add: the joint representation, a vector of <see cref="float"/>.</summary>
    public string EmbeddingColumnName { get; init; } = "Embedding";

    /// <summary>Column to add: the probabilities of known, then novel categories, a vector of <see cref="float"/>.</summary>
    public string ScoreColumnName { get; init; } = "Score";

    /// <summary>Column to add: the most probable category, a key whose values are the known names and "novel-1", "novel-2" and so on.</summary>
    public string PredictedLabelColumnName { get; init; } = "PredictedLabel";

    /// <summary>Novel categories among the unlabelled rows.</summary>
    /// <value>At least 1, at most as many as there are unlabelled rows. Default null: estimated; see <see cref="CategoryCountEstimate"/>.</value>
    public int? NovelCategoryCount { get; init; }

    /// <summary>What the rows without a label may be.</summary>
    /// <value>Default <see cref="UnlabelledContent.KnownAndNovel"/>.</value>
    public UnlabelledContent UnlabelledRows { get; init; } = UnlabelledContent.KnownAndNovel;

    /// <summary>How novel categories are found.</summary>
    public DiscoveryRecipe Recipe { get; init; } = DiscoveryRecipe.DiscriminantClustering;

    /// <summary>Settings of <see cref="DiscoveryRecipe.WinnerTakeAll"/>.</summary>
    public WinnerTakeAllOptions WinnerTakeAll { get; init; } = new();

    /// <summary>Settings of <see cref="DiscoveryRecipe.SelfDistillation"/>.</summary>
    public SelfDistillationOptions SelfDistillation { get; init; } = new();

    /// <summary>The two views of a row that the networks compare: each of these in turn. None for equal views.</summary>
    /// <value>Default <see cref="NoiseViews"/> alone: entry dropout beside it made less of the same number of steps, found by experiment.</value>
    public IReadOnlyList<IViewAugmentation> Views { get; init; } = [new NoiseViews()];

    /// <summary>The network.</summary>
    public FusionNetworkShape Network { get; init; } = new();

    /// <summary>
    /// The inputs themselves, whitened within the known classes in closed form, along as many directions as there are categories: all that <see cref="DiscoveryRecipe.DiscriminantClustering"/> sees, and where the
    /// representation of the networks begins. Null for none, which the networks can do without.
    /// </summary>
    /// <value>Default: no lift, shrinkage 0.1, 64 principal components of longer modalities, 2 % of the total covariance. A lift of null is that of <see cref="MultimodalFuseOptions"/>, not cross-validated.</value>
    public PathOptions? Path { get; init; } = new() { Frequencies = [], ProjectionsPerValue = 0, Shrinkage = 0.1, PrincipalComponents = 64, TotalShare = 0.02 };

    /// <summary>Whether every dimension is moved to mean 0 and scaled to deviation 1 (within the known classes); learned in Fit, kept in the model.</summary>
    /// <value>Default true.</value>
    public bool ScaleInputs { get; init; } = true;

    /// <summary>Share of the steps that show a network only some of the modalities, drawn at random, so that one model answers every subset.</summary>
    /// <value>0 to 1. Default 0.2.</value>
    public double ModalityDropout { get; init; } = 0.2;

    /// <summary>Epochs, rates, seed, progress, cancellation, checkpoint of the networks. An epoch goes through small data several times, so that it has at least 50 steps.</summary>
    /// <remarks>
    /// <see cref="DiscoveryRecipe.DiscriminantClustering"/> reads the seed, progress and cancellation only. To the progress each clustering is an epoch, of fifteen at most, each round a step, and the loss the share of rows whose category that round changed.
    /// </remarks>
    /// <value>Default: a learning rate of 0.02, found by experiment.</value>
    public TrainingOptions Training { get; init; } = new() { LearningRate = 0.02 };

    internal void Validate()
    {
        Throw.IfNotColumnNames(InputColumnNames);
        Throw.IfNotColumnNames([EmbeddingColumnName, ScoreColumnName, PredictedLabelColumnName], "output columns");
        if (NovelCategoryCount is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(NovelCategoryCount));
        }
        if (!Enum.IsDefined(UnlabelledRows))
        {
            throw new ArgumentOutOfRangeException(nameof(UnlabelledRows), UnlabelledRows, $"UnlabelledRows is one of {string.Join(", ", Enum.GetNames<UnlabelledContent>())}.");
        }
        if (!Enum.IsDefined(Recipe))
        {
            throw new ArgumentOutOfRangeException(nameof(Recipe), Recipe, $"Recipe is one of {string.Join(", ", Enum.GetNames<DiscoveryRecipe>())}.");
        }

        if (Recipe == DiscoveryRecipe.DiscriminantClustering && Path is null)
        {
            throw new ArgumentException($"Path is null, and {Recipe} sees nothing else; use another recipe, or keep the path.", nameof(Path));
        }

        ArgumentNullException.ThrowIfNull(WinnerTakeAll);
        ArgumentNullException.ThrowIfNull(SelfDistillation);
        ArgumentNullException.ThrowIfNull(Views);
        ArgumentNullException.ThrowIfNull(Network);
        ArgumentNullException.ThrowIfNull(Training);
        foreach (IViewAugmentation view in Views)
        {
            ArgumentNullException.ThrowIfNull(view, nameof(Views));
        }
        WinnerTakeAll.Validate();
        SelfDistillation.Validate();
        Network.Validate();
        Path?.Validate();
        Training.Validate();
        Throw.IfNotInRange(ModalityDropout, 0, 1, nameof(ModalityDropout));
    }
}
