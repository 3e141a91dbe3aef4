namespace Microsoft.ML;

/// <summary>What a trainer wants of its data.</summary>
public sealed class TrainerInfo
{
    internal TrainerInfo(bool normalization = true, bool caching = true) => (NeedNormalization, WantCaching) = (normalization, caching);

    /// <summary>Whether it learns better from features of one scale.</summary>
    public bool NeedNormalization { get; }

    /// <summary>Whether it reads the data many times.</summary>
    public bool WantCaching { get; }
}
