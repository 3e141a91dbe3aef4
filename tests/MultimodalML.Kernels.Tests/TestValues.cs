namespace MultimodalML.Kernels.Tests;

internal static class TestValues
{
    /// <summary>Uniform values in [-scale, scale).</summary>
    public static float[] Draw(int seed, int count, float scale = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => scale * ((2 * random.NextSingle()) - 1))];
    }
}
