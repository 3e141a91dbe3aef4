using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests;

/// <summary>Seeded test data.</summary>
internal static class Values
{
    /// <summary>Standard normal values.</summary>
    public static float[] Normal(Random random, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
        return values;
    }

    public static Tensor Random(Random random, params long[] shape) =>
        tensor(Normal(random, (int)shape.Aggregate(1L, (a, b) => a * b)), shape);

    /// <summary>The rows of a [rows, columns] tensor in double.</summary>
    public static double[][] Rows(Tensor matrix)
    {
        float[] values = matrix.detach().contiguous().data<float>().ToArray();
        return [.. values.Chunk((int)matrix.shape[1]).Select(row => row.Select(v => (double)v).ToArray())];
    }

    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    public static double Cosine(double[] a, double[] b) => Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b));

    public static double SquaredDistance(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}
