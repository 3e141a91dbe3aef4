using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using MultimodalML.Kernels;

namespace MultimodalML.Benchmarks.Kernels;

/// <summary>What it costs to split a sum of exponentials over the threads.</summary>
[MemoryDiagnoser]
public class ParallelismBenchmarks
{
    private float[] _values = [], _results = [];

    [Params(16_384, 262_144)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup() => (_values, _results) = (Values.Draw(1, Length), new float[Length]);

    [Benchmark(Baseline = true)]
    public float[] ParallelFor()
    {
        int parts = Environment.ProcessorCount * 4;
        Parallel.For(0, parts, part =>
        {
            (int from, int to) = (part * Length / parts, (part + 1) * Length / parts);
            TensorPrimitives.Exp(_values.AsSpan(from, to - from), _results.AsSpan(from, to - from));
        });
        return _results;
    }

    [Benchmark]
    public float[] OneThread()
    {
        TensorPrimitives.Exp(_values, _results);
        return _results;
    }

    [Benchmark]
    public float[] Kernel()
    {
        Parallelism.For(Length, Length / (Environment.ProcessorCount * 4), new ExpJob { Values = _values, Results = _results });
        return _results;
    }

    private struct ExpJob : IRangeJob
    {
        public float[] Values, Results;

        public readonly void Run(int from, int to) => TensorPrimitives.Exp(Values.AsSpan(from, to - from), Results.AsSpan(from, to - from));
    }
}
