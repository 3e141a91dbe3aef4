namespace MultimodalML.Benchmarks.Kernels;

internal static class Values
{
    /// <summary>Uniform in [-1, 1).</summary>
    public static float[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
