using Microsoft.ML.Data;

namespace Datasets;

/// <summary>A handwritten digit and a recording of somebody saying one: the same digit, another person.</summary>
public sealed class Digit
{
    /// <summary>28 x 28 grey values, 0 to 1, row by row.</summary>
    [VectorType(28 * 28)]
    public float[] Image { get; set; } = [];

    /// <summary>What was said, see <see cref="SpokenWord"/>.</summary>
    [VectorType(SpokenWord.Length)]
    public float[] Audio { get; set; } = [];

    public string Label { get; set; } = "";

    public string Speaker { get; set; } = "";
}
