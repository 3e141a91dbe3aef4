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

    /// <summary>The label, where somebody gave the item one; empty otherwise.</summary>
    public string Known { get; set; } = "";

    /// <summary>Stands for the application's own data: items of ten classes, drawn at random, a few of an eleventh, and unlabelled ones of all thirteen.</summary>
    public static (Item[] Train, Item[] Test, Item[] Newcomers, Item[] Unlabelled) Draw()
    {
        var data = new DistributionDataset(new DistributionDatasetOptions { ClassCount = 13, Dimensions = [6, 9], Spreads = [0.23, 0.29], TrainPerClass = 200, TestPerClass = 50 });
        Item[] train = From(data.Train(10));
        foreach (Item item in train)
        {
            item.Known = item.Label;
        }

        return (train, From(data.Test(10)), [.. From(data.Test(11)).TakeLast(20)], From(data.Test()));
    }

    private static Item[] From(ModalityBatch batch) =>
        [.. Enumerable.Range(0, batch.RowCount).Select(row => new Item { Image = [.. batch.Row(0, row)], Audio = [.. batch.Row(1, row)], Label = $"class {batch.Labels[row]}" })];
}
