namespace MultimodalML.Networks;

/// <summary>Widths of a <see cref="FusionNetwork"/> and how it fuses.</summary>
public sealed record FusionNetworkShape
{
    /// <summary>No network: a model with it is its path alone.</summary>
    internal static FusionNetworkShape None { get; } = new() { HiddenWidth = 0, FeatureLength = 0, FusedLength = 0 };

    /// <summary>How the modalities' features come together.</summary>
    public FusionKind Fusion { get; init; } = FusionKind.Concatenate;

    /// <summary>Width of the hidden layers of encoders and fusion.</summary>
    /// <value>1 to 65,536. Default 64; multiples of 16 are fastest.</value>
    public int HiddenWidth { get; init; } = 64;

    /// <summary>Features that an encoder gives to the fusion.</summary>
    /// <value>1 to 65,536. Default 64.</value>
    public int FeatureLength { get; init; } = 64;

    /// <summary>Values that the fusion gives.</summary>
    /// <value>1 to 65,536. Default 32.</value>
    public int FusedLength { get; init; } = 32;

    internal void Validate()
    {
        if (!Enum.IsDefined(Fusion))
        {
            throw new ArgumentOutOfRangeException(nameof(Fusion), Fusion, "Fusion is Concatenate, Multiply or GatedSum.");
        }
        CheckWidth(HiddenWidth, nameof(HiddenWidth));
        CheckWidth(FeatureLength, nameof(FeatureLength));
        CheckWidth(FusedLength, nameof(FusedLength));
    }

    private static void CheckWidth(int width, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 65_536, name);
    }
}
