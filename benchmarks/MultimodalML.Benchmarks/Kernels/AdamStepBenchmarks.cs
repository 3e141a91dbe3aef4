using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using MultimodalML.Kernels;

namespace MultimodalML.Benchmarks.Kernels;

/// <summary>One step of Adam.</summary>
[MemoryDiagnoser]
public class AdamStepBenchmarks
{
    private float[] _weights = [], _gradient = [], _first = [], _second = [], _scratch = [];

    [Params(4096, 1_000_000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup() => (_weights, _gradient, _first, _second, _scratch) = (Values.Draw(1, Length), Values.Draw(2, Length), new float[Length], new float[Length], new float[Length]);

    [Benchmark(Baseline = true)]
    public float[] FromTensorPrimitives()
    {
        TensorPrimitives.Multiply(_first, 0.9f, _first);
        TensorPrimitives.MultiplyAdd(_gradient, 0.1f, _first, _first);
        TensorPrimitives.Multiply<float>(_gradient, _gradient, _scratch);
        TensorPrimitives.Multiply(_second, 0.999f, _second);
        TensorPrimitives.MultiplyAdd(_scratch, 0.001f, _second, _second);
        TensorPrimitives.Sqrt(_second, _scratch);
        TensorPrimitives.Add(_scratch, 1e-8f, _scratch);
        TensorPrimitives.Divide<float>(_first, _scratch, _scratch);
        TensorPrimitives.MultiplyAdd(_scratch, -1e-3f, _weights, _weights);
        return _weights;
    }

    [Benchmark]
    public float[] Kernel()
    {
        new AdamStep { LearningRate = 1e-3f, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8f, Step = 100 }.Apply(_weights, _gradient, _first, _second);
        return _weights;
    }
}
