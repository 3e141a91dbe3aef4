namespace Tour;

/// <summary>What the model says of an item.</summary>
internal sealed class Predicted
{
    public float[] Embedding { get; set; } = [];

    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
