namespace Microsoft.ML.Data;

/// <summary>A model that gives a vector of scores for a vector of features: all that a prediction transformer asks of it.</summary>
internal interface IVectorModel
{
    int InputSize { get; }

    int OutputSize { get; }

    /// <summary>A function for one thread; what it needs while it works is its own.</summary>
    VectorMap CreateMap();
}
