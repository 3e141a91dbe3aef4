using MultimodalML.Losses;

namespace MultimodalML.Fusion;

/// <summary>What pulls the embeddings of a <see cref="MultimodalFuseEstimator"/> together and apart.</summary>
public enum FusionLoss
{
    /// <summary>Episodes of some classes, each row against the class means of others; see <see cref="PrototypicalLoss"/>. Needs labels.</summary>
    PrototypicalEpisodes,

    /// <summary>All pairs, cosine to 1 or 0; see <see cref="CosinePairLoss"/>. Needs labels.</summary>
    CosinePairs,

    /// <summary>All pairs, Euclidean with a margin; see <see cref="ContrastiveLoss"/>. Needs labels.</summary>
    EuclideanPairs,

    /// <summary>Each row against all others, cosine; see <see cref="SupervisedContrastiveLoss"/>. Needs labels.</summary>
    SupervisedContrastive,

    /// <summary>Two views of each row, made by noise and dropped modalities; see <see cref="NTXentLoss"/>. Needs no labels.</summary>
    NTXent,
}
