using Microsoft.ML.Data;

namespace MultimodalML.Tests.Composition;

/// <summary>An item with text, a category and numbers, as users have them; the text and the numbers tell its kind, the category helps.</summary>
internal sealed class Animal
{
    public string Kind { get; set; } = "";

    public string Description { get; set; } = "";

    public string Home { get; set; } = "";

    [VectorType(4)]
    public float[] Measures { get; set; } = [];

    /// <summary>Animals that a seed fixes; every kind comes as often.</summary>
    public static List<Animal> Create(int count, int seed = 1)
    {
        (string Kind, string[] Words, string Home, float Size)[] kinds =
        [
            ("cat", ["soft", "quiet", "whiskers", "purring"], "house", 1),
            ("dog", ["loyal", "barking", "wagging", "running"], "house", 2),
            ("owl", ["feathers", "night", "silent", "flying"], "wood", 0.5f),
            ("fox", ["red", "clever", "sly", "running"], "wood", 1.5f),
        ];
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            (string kind, string[] words, string home, float size) = kinds[i % kinds.Length];
            return new Animal
            {
                Kind = kind,
                Description = $"a {words[random.Next(4)]} {words[random.Next(4)]} animal",
                Home = random.NextDouble() < 0.9 ? home : "street",
                Measures = [size + Noise(), 2 * size + Noise(), Noise(), 1 / size + Noise()],
            };
        })];

        float Noise() => 0.4f * (random.NextSingle() - 0.5f);
    }
}
