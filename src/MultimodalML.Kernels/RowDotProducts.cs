using System.Numerics.Tensors;

namespace MultimodalML.Kernels;

/// <summary>A·Bᵀ for so few rows of A that copying B would cost more than the product.</summary>
internal static unsafe class RowDotProducts
{
    private const long WorkOfPart = 1 << 17; // multiply-adds; B comes from memory here, not from a cache

    public static bool Fits(in MatrixTask task) => task.TransposeB && task.M <= 4 && task.ColumnStride == 1;

    public static void Run(in MatrixTask task)
    {
        long grain = Math.Max((task.N + 7L) / 8, 1 + (WorkOfPart / Math.Max(1, (long)task.M * task.K)));
        Parallelism.For(task.N, (int)Math.Min(grain, task.N), new ColumnsJob { Task = task });
        for (int i = 0; i < task.M; i++)
        {
            ActivationFunction.Apply(task.Activation, new Span<float>(task.C + (i * task.CStride), task.N));
        }
    }

    private struct ColumnsJob : IRangeJob
    {
        public MatrixTask Task;

        public readonly void Run(int from, int to)
        {
            for (int j = from; j < to; j++)
            {
                ReadOnlySpan<float> b = new(Task.B + (j * Task.BStride), Task.K);
                for (int i = 0; i < Task.M; i++)
                {
                    float* c = Task.C + (i * Task.CStride) + j;
                    float value = TensorPrimitives.Dot(new ReadOnlySpan<float>(Task.A + (i * Task.RowStride), Task.K), b);
                    value = Task.Accumulate ? value + *c : value;
                    *c = Task.Bias != null ? value + Task.Bias[j] : value;
                }
            }
        }
    }
}
