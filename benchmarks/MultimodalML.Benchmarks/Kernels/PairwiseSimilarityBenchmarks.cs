using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using MultimodalML.Kernels;
using MultimodalML.TorchKernels;

namespace MultimodalML.Benchmarks.Kernels;

/// <summary>256 queries against a gallery of 64-dimensional rows.</summary>
[MemoryDiagnoser]
public class PairwiseSimilarityBenchmarks
{
    private readonly TorchPairwiseSimilarity _torch = new(TorchDevice.Current);
    private const int Queries = 256;
    private const int Length = 64;
    private float[] _queries = [], _gallery = [], _result = [];

    [Params(100, 10_000)]
    public int Gallery { get; set; }

    [GlobalSetup]
    public void Setup() => (_queries, _gallery, _result) = (Values.Draw(1, Queries * Length), Values.Draw(2, Gallery * Length), new float[Queries * Gallery]);

    [Benchmark(Baseline = true)]
    public float[] FromTensorPrimitives()
    {
        for (int i = 0; i < Queries; i++)
        {
            for (int j = 0; j < Gallery; j++)
            {
                _result[(i * Gallery) + j] = TensorPrimitives.CosineSimilarity<float>(_queries.AsSpan(i * Length, Length), _gallery.AsSpan(j * Length, Length));
            }
        }
        return _result;
    }

    [Benchmark]
    public float[] Kernel()
    {
        PairwiseSimilarity.Cosine(Queries, Gallery, Length, _queries, _gallery, _result);
        return _result;
    }

    [Benchmark]
    public float[] Torch()
    {
        _torch.Compute(Similarity.Cosine, Queries, Gallery, Length, _queries, _gallery, _result);
        return _result;
    }
}
