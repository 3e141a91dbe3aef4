using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Loading;

/// <summary>Rows that several tests read.</summary>
public static class Samples
{
    public static Item[] Items(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Item { Id = i, Name = $"n{i}", Features = [i, i + 0.5f, -i], Flag = i % 2 == 0, Class = (uint)(i % 3) })];

    public static IDataView View(int count) => new MLContext(seed: 1).Data.LoadFromEnumerable(Items(count));
}

public class Item
{
    public int Id { get; set; }

    public string Name { get; set; } = "";

    [VectorType(3)]
    public float[] Features { get; set; } = [];

    public bool Flag { get; set; }

    [KeyType(3)]
    public uint Class { get; set; }
}
