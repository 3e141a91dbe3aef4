namespace MultimodalML.Discovery;

/// <summary>Settings of <see cref="DiscoveryRecipe.WinnerTakeAll"/>: joint representation learning and category discovery.</summary>
/// <remarks>
/// <para>Loss of a step: cross-entropy of the labelled head on labelled rows + <see cref="PairWeight"/> × C × pairwise binary cross-entropy of the unlabelled head, which has C categories, by <see cref="PseudoLabels"/> + <see cref="ContrastWeight"/> × unified contrastive loss +
/// w(t) × mean squared difference of both heads between the two views + w(t) × <see cref="IncrementWeight"/> × cross-entropy of the labelled head, which also has the novel categories, on the unlabelled head's
/// decisions: so one softmax answers in the end.</para>
/// <para>Where unlabelled rows may be of known classes (<see cref="UnlabelledContent.KnownAndNovel"/>), the unlabelled head has the known categories too, and labelled rows take part in its pairs.</para>
/// <para>Source: Jia et al. 2021, arXiv:2104.12673; ramp-up and increment of Han et al. 2020 (AutoNovel), arXiv:2002.05714. The first gives its constants in no source that was at hand: they are this library's own, found by experiment.</para>
/// </remarks>
public sealed record WinnerTakeAllOptions
{
    /// <summary>Which rows of a batch are taken to be of one category: by their path, which training does not change; by the representation so far where <see cref="NovelCategoriesOptions.Path"/> is null.</summary>
    /// <value>Default <see cref="WinnerTakeAllPseudoLabels"/>.</value>
    public IPseudoLabels PseudoLabels { get; init; } = new WinnerTakeAllPseudoLabels();

    /// <summary>Weight of the pairs, for each category of the unlabelled head: of all pairs, fewer are of one category the more categories there are.</summary>
    /// <value>0 or more. Default 1, found by experiment.</value>
    public double PairWeight { get; init; } = 1;

    /// <summary>Which views are contrasted.</summary>
    /// <value>Default <see cref="ContrastScope.Across"/>.</value>
    public ContrastScope Contrast { get; init; } = ContrastScope.Across;

    /// <summary>Weight of the contrastive loss.</summary>
    /// <value>0 or more. Default 1.</value>
    public double ContrastWeight { get; init; } = 1;

    /// <summary>τ of the contrastive loss.</summary>
    /// <value>Above 0. Default 0.1.</value>
    public double ContrastTemperature { get; init; } = 0.1;

    /// <summary>Values of the projection behind which modalities are contrasted.</summary>
    /// <value>At least 1. Default 32.</value>
    public int ProjectionLength { get; init; } = 32;

    /// <summary>w(t), the weight of consistency.</summary>
    public RampUp Consistency { get; init; } = new() { Weight = 5 };

    /// <summary>Weight of the labelled head's learning from the unlabelled head, beside w(t).</summary>
    /// <value>0 or more. Default 0.2, four times that of the source.</value>
    public double IncrementWeight { get; init; } = 0.2;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(PseudoLabels);
        ArgumentNullException.ThrowIfNull(Consistency);
        Consistency.Validate();
        if ((Contrast & ~ContrastScope.WithinAndAcross) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Contrast), Contrast, $"Contrast is one of {string.Join(", ", Enum.GetNames<ContrastScope>())}.");
        }
        Throw.IfNotInRange(PairWeight, 0, double.MaxValue, nameof(PairWeight));
        Throw.IfNotInRange(ContrastWeight, 0, double.MaxValue, nameof(ContrastWeight));
        Throw.IfNotInRange(ContrastTemperature, double.Epsilon, double.MaxValue, nameof(ContrastTemperature));
        Throw.IfNotInRange(IncrementWeight, 0, double.MaxValue, nameof(IncrementWeight));
        ArgumentOutOfRangeException.ThrowIfLessThan(ProjectionLength, 1);
    }
}
