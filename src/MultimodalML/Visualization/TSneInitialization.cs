namespace MultimodalML.Visualization;

/// <summary>Where the points of <see cref="TSne"/> start.</summary>
public enum TSneInitialization
{
    /// <summary>Their first two principal components: keeps more of the coarse arrangement, and needs no luck.</summary>
    PrincipalComponents,

    /// <summary>A small normal cloud drawn with the seed.</summary>
    Random,
}
