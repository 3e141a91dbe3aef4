using MultimodalML.Kernels;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Threads that share one large operation.</summary>
    public static int get_num_threads() => Parallelism.ThreadCount;

    public static void set_num_threads(int num)
    {
        if (num < 1)
        {
            throw TorchError.Of($"set_num_threads expects a positive integer, got {num}");
        }
        Parallelism.ThreadCount = num;
    }
}
