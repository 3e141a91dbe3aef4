namespace MultimodalML.Tests.Composition;

/// <summary>What a pipeline says of an <see cref="Animal"/>.</summary>
internal sealed class ScoredAnimal
{
    public float[] Embedding { get; set; } = [];

    public byte[] Codes { get; set; } = [];

    public float[] Score { get; set; } = [];

    public string Predicted { get; set; } = "";

    /// <summary>Every bit of it.</summary>
    public string Bits() => string.Join(' ', [Predicted, Convert.ToHexString(Codes), .. Embedding.Concat(Score).Select(value => BitConverter.SingleToInt32Bits(value).ToString("x8", null))]);
}
