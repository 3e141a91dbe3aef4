using BenchmarkDotNet.Attributes;
using MultimodalML.Kernels;
using MultimodalML.TorchKernels;

namespace MultimodalML.Benchmarks.Kernels;

/// <summary>The ten largest of many values.</summary>
[MemoryDiagnoser]
public class TopKBenchmarks
{
    private readonly TorchTopK _torch = new(TorchDevice.Current);
    private readonly int[] _indices = new int[10];
    private float[] _values = [];

    [Params(1000, 100_000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup() => _values = Values.Draw(1, Length);

    [Benchmark(Baseline = true)]
    public int PriorityQueue()
    {
        var queue = new PriorityQueue<int, float>();
        for (int i = 0; i < _values.Length; i++)
        {
            if (queue.Count < _indices.Length)
            {
                queue.Enqueue(i, _values[i]);
            }
            else
            {
                queue.EnqueueDequeue(i, _values[i]);
            }
        }
        return queue.Dequeue();
    }

    [Benchmark]
    public int Kernel()
    {
        TopK.Largest(_values, _indices);
        return _indices[^1];
    }

    [Benchmark]
    public int Torch()
    {
        _torch.Largest(_values, _indices);
        return _indices[^1];
    }
}
