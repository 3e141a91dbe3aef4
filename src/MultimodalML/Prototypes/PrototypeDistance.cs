namespace MultimodalML.Prototypes;

/// <summary>How far an embedding is from a prototype.</summary>
public enum PrototypeDistance
{
    /// <summary>1 − cos(x, p), 0 to 2; of a vector of zeros 1.</summary>
    Cosine,

    /// <summary>‖x − p‖².</summary>
    SquaredEuclidean,
}
