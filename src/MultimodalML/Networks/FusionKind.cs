namespace MultimodalML.Networks;

/// <summary>How <see cref="FusionHead"/> brings the modalities' features together.</summary>
public enum FusionKind
{
    /// <summary>One after the other; a missing modality's part is 0.</summary>
    Concatenate,

    /// <summary>Element by element multiplied; a missing modality is a factor of 1.</summary>
    Multiply,

    /// <summary>Each modality's features times its own gate (0 to 1, from the features), summed; a missing modality adds nothing.</summary>
    GatedSum,
}
