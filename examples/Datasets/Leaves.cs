using System.Globalization;

namespace Datasets;

/// <summary>The folder <c>leaves100</c>: 1,600 leaves of 100 species, 16 each, as shape, margin and texture.</summary>
public static class Leaves
{
    private const int TestPerClass = 5;

    /// <summary>All leaves with a seeded, stratified split: 11 of each species to train on, 5 to test.</summary>
    public static (Leaf[] Train, Leaf[] Test) Load(string folder, int seed)
    {
        float[][] shape = CsvMatrix.Read(Path.Combine(folder, "shape64.csv.gz"));
        float[][] margin = CsvMatrix.Read(Path.Combine(folder, "margin64.csv.gz"));
        float[][] texture = CsvMatrix.Read(Path.Combine(folder, "texture64.csv.gz"));
        int[] labels = [.. File.ReadLines(Path.Combine(folder, "labels.csv")).Skip(1).Select(line => int.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];

        var random = new Random(seed);
        var train = new List<Leaf>();
        var test = new List<Leaf>();
        foreach (IGrouping<int, int> rows in Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]).OrderBy(g => g.Key))
        {
            int[] shuffled = [.. rows];
            random.Shuffle(shuffled);
            for (int i = 0; i < shuffled.Length; i++)
            {
                int row = shuffled[i];
                (i < TestPerClass ? test : train).Add(new Leaf
                {
                    Shape = shape[row],
                    Margin = margin[row],
                    Texture = texture[row],
                    Label = rows.Key.ToString(CultureInfo.InvariantCulture),
                });
            }
        }

        return ([.. train], [.. test]);
    }
}
