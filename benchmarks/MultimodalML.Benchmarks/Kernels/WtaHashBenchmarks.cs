using BenchmarkDotNet.Attributes;
using MultimodalML.Kernels;
using MultimodalML.TorchKernels;

namespace MultimodalML.Benchmarks.Kernels;

/// <summary>64 winner-take-all codes with windows of 16 for 64-dimensional rows.</summary>
[MemoryDiagnoser]
public class WtaHashBenchmarks
{
    private readonly TorchWtaHash _torch = new(TorchDevice.Current);
    private const int Length = 64;
    private const int CodeCount = 64;
    private const int WindowSize = 16;
    private float[] _values = [];
    private int[] _windows = [];
    private byte[] _codes = [];

    [Params(1, 256)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _windows = [.. Enumerable.Range(0, CodeCount * WindowSize).Select(_ => random.Next(Length))];
        (_values, _codes) = (Values.Draw(2, Rows * Length), new byte[Rows * CodeCount]);
    }

    [Benchmark(Baseline = true)]
    public byte[] Naive()
    {
        for (int i = 0; i < Rows; i++)
        {
            for (int code = 0; code < CodeCount; code++)
            {
                int winner = 0;
                for (int place = 1; place < WindowSize; place++)
                {
                    if (_values[(i * Length) + _windows[(code * WindowSize) + place]] > _values[(i * Length) + _windows[(code * WindowSize) + winner]])
                    {
                        winner = place;
                    }
                }
                _codes[(i * CodeCount) + code] = (byte)winner;
            }
        }
        return _codes;
    }

    [Benchmark]
    public byte[] Kernel()
    {
        WtaHash.Compute(Rows, Length, _values, _windows, WindowSize, _codes);
        return _codes;
    }

    [Benchmark]
    public byte[] Torch()
    {
        _torch.Compute(Rows, Length, _values, _windows, WindowSize, _codes);
        return _codes;
    }
}
