using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Networks;
using MultimodalML.Training;

namespace MultimodalML.Tests.Fusion;

/// <summary>Small labelled items of two modalities, and settings that train on them in a moment.</summary>
internal static class Items
{
    public static readonly ModalityColumns Columns = new(["Shape", "Sound"], [3, 2]);

    public static readonly FusionNetworkShape Small = new() { HiddenWidth = 16, FeatureLength = 8, FusedLength = 6 };

    public static MultimodalFuseOptions Quick => new()
    {
        InputColumnNames = Columns.Names,
        Network = Small,
        Training = new TrainingOptions { Epochs = 4, BatchSize = 32, LearningRate = 0.01, Seed = 1 },
    };

    /// <summary>The network alone: beside a path it would be left out on such easy items, and a test would not see it.</summary>
    public static MultimodalFuseOptions Network => Quick with { Path = null };

    /// <summary>Clusters of deviation 0.2 around random centres; row i is of class i % classes.</summary>
    /// <param name="missing">Given (row, modality), whether it is missing.</param>
    public static ModalityBatch Draw(int rows, int classes, int seed = 1, Func<int, int, bool>? missing = null, bool labelled = true)
    {
        var random = new Random(seed);
        float[][][] centers = [.. Columns.Lengths.Select(length => Enumerable.Range(0, classes).Select(_ => Values.Normal(random, length)).ToArray())];
        float[][] values = [.. Columns.Lengths.Select(length => Values.Normal(random, rows * length))];
        for (int m = 0; m < Columns.Count; m++)
        {
            for (int i = 0; i < values[m].Length; i++)
            {
                (int row, int d) = Math.DivRem(i, Columns.Lengths[m]);
                values[m][i] = missing?.Invoke(row, m) == true ? float.NaN : (0.2f * values[m][i]) + centers[m][row % classes][d];
            }
        }
        return labelled
            ? ModalityBatch.FromArrays(Columns, values, [.. Enumerable.Range(0, rows).Select(row => row % classes)], classes)
            : ModalityBatch.FromArrays(Columns, values);
    }
}
