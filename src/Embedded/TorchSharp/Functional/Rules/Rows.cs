using MultimodalML.Kernels;

namespace TorchSharp;

/// <summary>A tensor seen as rows along its last dimension; a single value is one row.</summary>
internal static class Rows
{
    public static int Length(TensorData x) => x.Rank == 0 ? 1 : (int)x.Size(x.Rank - 1);

    public static int Count(TensorData x) => x.Count == 0 ? 0 : (int)(x.Count / Length(x));

    /// <summary>Runs over the numbers of the rows, on several threads where there is enough to do.</summary>
    public static void For<TJob>(TensorData x, TJob job)
        where TJob : struct, IRangeJob =>
        Parallelism.For(Count(x), Math.Max(1, Elementwise.Grain / Math.Max(1, Length(x))), job);
}
