using BenchmarkDotNet.Attributes;
using MultimodalML.KernelContract;
using MultimodalML.Kernels;
using MultimodalML.TorchKernels;

namespace MultimodalML.Benchmarks.Kernels;

/// <summary>Probabilities of 100 classes for 1,024 rows of 64 values.</summary>
[MemoryDiagnoser]
public class PrototypeScoresBenchmarks
{
    private const int Rows = 1024;
    private const int Classes = 100;
    private const int Length = 64;
    private const float Temperature = 0.1f;
    private readonly NaiveKernels _naive = new();
    private readonly TorchPrototypeScores _torch = new(TorchDevice.Current);
    private readonly float[] _probabilities = new float[Rows * Classes];
    private float[] _values = [], _prototypes = [];

    [GlobalSetup]
    public void Setup() => (_values, _prototypes) = (Values.Draw(1, Rows * Length), Values.Draw(2, Classes * Length));

    [Benchmark(Baseline = true)]
    public float[] Naive()
    {
        _naive.Compute(Similarity.Cosine, Temperature, Rows, Classes, Length, _values, _prototypes, _probabilities);
        return _probabilities;
    }

    [Benchmark]
    public float[] Kernel()
    {
        PrototypeScores.Compute(Similarity.Cosine, Temperature, Rows, Classes, Length, _values, _prototypes, _probabilities);
        return _probabilities;
    }

    [Benchmark]
    public float[] Torch()
    {
        _torch.Compute(Similarity.Cosine, Temperature, Rows, Classes, Length, _values, _prototypes, _probabilities);
        return _probabilities;
    }
}
