using BenchmarkDotNet.Attributes;
using MultimodalML.Kernels;
using MultimodalML.TorchKernels;

namespace MultimodalML.Benchmarks.Kernels;

/// <summary>Equal codes of one row, or of 256, with 10,000 rows of 64 codes.</summary>
[MemoryDiagnoser]
public class CodeAgreementBenchmarks
{
    private readonly TorchCodeAgreement _torch = new(TorchDevice.Current);
    private const int Gallery = 10_000;
    private const int Length = 64;
    private byte[] _queries = [], _gallery = [];
    private int[] _counts = [];

    [Params(1, 256)]
    public int Queries { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        byte[] Codes(int count) => [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(16))];
        (_queries, _gallery, _counts) = (Codes(Queries * Length), Codes(Gallery * Length), new int[Queries * Gallery]);
    }

    [Benchmark(Baseline = true)]
    public int[] Naive()
    {
        for (int i = 0; i < Queries; i++)
        {
            for (int j = 0; j < Gallery; j++)
            {
                int count = 0;
                for (int code = 0; code < Length; code++)
                {
                    count += _queries[(i * Length) + code] == _gallery[(j * Length) + code] ? 1 : 0;
                }
                _counts[(i * Gallery) + j] = count;
            }
        }
        return _counts;
    }

    [Benchmark]
    public int[] Kernel()
    {
        CodeAgreement.Count(Queries, Gallery, Length, _queries, _gallery, _counts);
        return _counts;
    }

    [Benchmark]
    public int[] Torch()
    {
        _torch.Count(Queries, Gallery, Length, _queries, _gallery, _counts);
        return _counts;
    }
}
