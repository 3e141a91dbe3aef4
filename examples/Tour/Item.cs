using Microsoft.ML.Data;
using MultimodalML.Data;

namespace Tour;

/// <summary>One item as the application has it: two feature vectors from any featurizer, and what it is.</summary>
internal sealed class Item
{
    [VectorType(6)]
    public float[] Image { get; set; } = [];

    [VectorType(9)]
    public float[] Audio { get; set; } = [];

    public string Label { get; set; } = "";

    /// <summary>Stands for the application's own data: items of ten classes, drawn at random, and a few of an eleventh.</summary>
    public static (Item[] Train, Item[] Test, Item[] Newcomers) Draw()
    {
        var data = new DistributionDataset(new DistributionDatasetOptions { ClassCount = 11, Dimensions = [6, 9], Spreads = [0.23, 0.29], TrainPerClass = 200, TestPerClass = 50 });
        return (From(data.Train(10)), From(data.Test(10)), [.. From(data.Test()).TakeLast(20)]);
    }

    private static Item[] From(ModalityBatch batch) =>
        [.. Enumerable.Range(0, batch.RowCount).Select(row => new Item { Image = [.. batch.Row(0, row)], Audio = [.. batch.Row(1, row)], Label = $"class {batch.Labels[row]}" })];
}
