using TorchSharp;

namespace MultimodalML.Benchmarks.Kernels;

/// <summary>Where the TorchSharp kernels run: <c>--device cuda</c> on the command line, else the CPU.</summary>
internal static class TorchDevice
{
    private const string Variable = "MULTIMODALML_BENCHMARK_DEVICE"; // reaches the processes that BenchmarkDotNet starts

    public static torch.Device Current => torch.device(Environment.GetEnvironmentVariable(Variable) ?? "cpu");

    /// <summary>Takes <c>--device name</c> out of the arguments.</summary>
    public static string[] TakeFrom(string[] arguments)
    {
        int at = Array.IndexOf(arguments, "--device");
        if (at < 0 || at + 1 >= arguments.Length)
        {
            return arguments;
        }
        Environment.SetEnvironmentVariable(Variable, arguments[at + 1]);
        return [.. arguments[..at], .. arguments[(at + 2)..]];
    }
}
