using Microsoft.ML.Data;

namespace Datasets;

/// <summary>One leaf of the hundred-species set: three descriptions of the same leaf.</summary>
public sealed class Leaf
{
    [VectorType(64)]
    public float[] Shape { get; set; } = [];

    [VectorType(64)]
    public float[] Margin { get; set; } = [];

    [VectorType(64)]
    public float[] Texture { get; set; } = [];

    public string Label { get; set; } = "";
}
