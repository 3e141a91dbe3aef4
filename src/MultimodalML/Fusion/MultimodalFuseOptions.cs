using Microsoft.ML;
using MultimodalML.Losses;
using MultimodalML.Networks;
using MultimodalML.Training;

namespace MultimodalML.Fusion;

/// <summary>Settings of <see cref="MultimodalFuseEstimator"/>.</summary>
public sealed record MultimodalFuseOptions
{
    /// <summary>Column to add: a vector of <see cref="float"/>.</summary>
    public string OutputColumnName { get; init; } = "Embedding";

    /// <summary>Columns to read, one a modality: fixed-length vectors of <see cref="float"/>. A vector that holds a NaN is missing in that row.</summary>
    /// <value>At least one, none twice.</value>
    public IReadOnlyList<string> InputColumnNames { get; init; } = [];

    /// <summary>Key column with the classes; null is for <see cref="FusionLoss.NTXent"/> alone, which needs none (and uses it for scaling, path and validation where every row has one).</summary>
    public string? LabelColumnName { get; init; } = "Label";

    /// <summary>The network.</summary>
    public FusionNetworkShape Network { get; init; } = new();

    /// <summary>The path beside the network: the embedding begins with the inputs themselves, lifted and whitened in closed form, before what the network fuses. Classes that training never saw stay apart by it. Null for none.</summary>
    public PathOptions? Path { get; init; } = new();

    /// <summary>What embeddings are trained for.</summary>
    /// <value>Default <see cref="FusionLoss.PrototypicalEpisodes"/>.</value>
    public FusionLoss Loss { get; init; } = FusionLoss.PrototypicalEpisodes;

    /// <summary>Error measure of <see cref="FusionLoss.CosinePairs"/>.</summary>
    public CosinePairError CosinePairError { get; init; } = CosinePairError.CrossEntropy;

    /// <summary>Margin of <see cref="FusionLoss.EuclideanPairs"/>.</summary>
    /// <value>Above 0. Default 1.</value>
    public double Margin { get; init; } = 1;

    /// <summary>τ of <see cref="FusionLoss.SupervisedContrastive"/> and <see cref="FusionLoss.NTXent"/>; smaller weighs the hardest rows more.</summary>
    /// <value>Above 0. Default 0.1.</value>
    public double Temperature { get; init; } = 0.1;

    /// <summary>Classes of a step of <see cref="FusionLoss.PrototypicalEpisodes"/>; more than there are means all.</summary>
    /// <value>At least 2. Default 30.</value>
    public int ClassesPerEpisode { get; init; } = 30;

    /// <summary>Rows of each class that make its prototype.</summary>
    /// <value>At least 1. Default 5.</value>
    public int SupportPerClass { get; init; } = 5;

    /// <summary>Rows of each class that are compared with the prototypes.</summary>
    /// <value>At least 1. Default 5.</value>
    public int QueriesPerClass { get; init; } = 5;

    /// <summary>Factor of the squared distances in <see cref="FusionLoss.PrototypicalEpisodes"/>; ½ makes them the log-likelihood of a normal distribution of deviation 1.</summary>
    /// <value>Above 0. Default 0.5.</value>
    public double DistanceScale { get; init; } = 0.5;

    /// <summary>Weight of the error with which the inputs can be rebuilt from the embedding; 0 leaves it out. See <see cref="ReconstructionLoss"/>.</summary>
    /// <value>0 or more. Default 0.</value>
    public double ReconstructionWeight { get; init; }

    /// <summary>Share of the steps that show only some of the modalities, drawn at random, so that one model answers every subset.</summary>
    /// <value>0 to 1. Default 0.5.</value>
    public double ModalityDropout { get; init; } = 0.5;

    /// <summary>Deviation of the normal noise on the two views of <see cref="FusionLoss.NTXent"/>, in units of each dimension's own deviation; in the inputs' units where <see cref="ScaleInputs"/> is false.</summary>
    /// <value>0 or more. Default 0.3.</value>
    public double ViewNoise { get; init; } = 0.3;

    /// <summary>Whether every dimension is moved to mean 0 and scaled to deviation 1 (within classes, where there are labels) before the network; learned in Fit, kept in the model.</summary>
    /// <value>Default true.</value>
    public bool ScaleInputs { get; init; } = true;

    /// <summary>Share of each class's rows held out to choose the best epoch by; 0 keeps the last epoch's weights. Not used when <see cref="ValidationData"/> is given.</summary>
    /// <value>0 up to, not including, 1. Default 0.1.</value>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>Rows to choose the best epoch by, with the same columns as the training data, labels mapped by the same keys; or null.</summary>
    public IDataView? ValidationData { get; init; }

    /// <summary>Epochs, rates, seed, progress, cancellation, checkpoint.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Whether <see cref="Loss"/> needs a class for every row.</summary>
    internal bool NeedsLabels => Loss != FusionLoss.NTXent;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(OutputColumnName);
        Throw.IfNotColumnNames(InputColumnNames);
        ArgumentNullException.ThrowIfNull(Network);
        ArgumentNullException.ThrowIfNull(Training);
        Network.Validate();
        Training.Validate();
        if (!Enum.IsDefined(Loss))
        {
            throw new ArgumentOutOfRangeException(nameof(Loss), Loss, $"Loss is one of {string.Join(", ", Enum.GetNames<FusionLoss>())}.");
        }
        if (!Enum.IsDefined(CosinePairError))
        {
            throw new ArgumentOutOfRangeException(nameof(CosinePairError), CosinePairError, "CosinePairError is CrossEntropy or SquaredError.");
        }
        if (NeedsLabels && LabelColumnName is null)
        {
            throw new ArgumentException($"LabelColumnName is null and Loss is {Loss}, which needs labels. Name the key column, or use {FusionLoss.NTXent}.", nameof(LabelColumnName));
        }

        Path?.Validate();
        Throw.IfNotInRange(DistanceScale, double.Epsilon, double.MaxValue, nameof(DistanceScale));
        Throw.IfNotInRange(Margin, double.Epsilon, double.MaxValue, nameof(Margin));
        Throw.IfNotInRange(Temperature, double.Epsilon, double.MaxValue, nameof(Temperature));
        ArgumentOutOfRangeException.ThrowIfLessThan(ClassesPerEpisode, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(SupportPerClass, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(QueriesPerClass, 1);
        Throw.IfNotInRange(ReconstructionWeight, 0, double.MaxValue, nameof(ReconstructionWeight));
        Throw.IfNotInRange(ModalityDropout, 0, 1, nameof(ModalityDropout));
        Throw.IfNotInRange(ViewNoise, 0, double.MaxValue, nameof(ViewNoise));
        Throw.IfNotInRange(ValidationFraction, 0, double.BitDecrement(1), nameof(ValidationFraction));
    }
}
