using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Tests.Fusion;

// The rows that the tests read and write.
public sealed partial class MultimodalFuseEstimatorTests
{
    private class Modalities
    {
        [VectorType(3)]
        public float[] Shape { get; set; } = [0, 0, 0];

        [VectorType(2)]
        public float[] Sound { get; set; } = [0, 0];
    }

    private sealed class Item : Modalities
    {
        public string Label { get; set; } = "a";
    }

    private sealed class Key
    {
        public string Label { get; set; } = "";
    }

    private sealed class Embedded
    {
        public float[] Embedding { get; set; } = [];
    }

    private sealed class Odd
    {
        [VectorType(3)]
        public float[] Shape { get; set; } = [0, 0, 0];

        public float[] Open { get; set; } = [0];

        public string Text { get; set; } = "";

        public float Number { get; set; }
    }

    /// <summary>Notes the shape it is asked about.</summary>
}
