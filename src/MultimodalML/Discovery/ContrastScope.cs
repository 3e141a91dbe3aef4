namespace MultimodalML.Discovery;

/// <summary>Which views of a row are drawn together.</summary>
[Flags]
public enum ContrastScope
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Two views of one modality.</summary>
    Within = 1,

    /// <summary>Views of two modalities; with a single modality, two views of it.</summary>
    Across = 2,

    /// <summary>Both.</summary>
    WithinAndAcross = Within | Across,
}
