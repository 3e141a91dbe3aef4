using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using MultimodalML.Kernels;
using MultimodalML.Kernels.Galleries;
using MultimodalML.TorchKernels;

namespace MultimodalML.Benchmarks.Kernels;

/// <summary>The ten rows of 200,000 x 128 (102 MB, more than the caches hold) with the largest inner products.</summary>
[MemoryDiagnoser]
public class SimilarityScanBenchmarks
{
    private const int Count = 200_000;
    private const int Length = 128;
    private const int Best = 10;
    private float[] _rows = [], _queries = [], _scores = [];
    private int[] _indices = [];
    private Gallery? _float32, _bfloat16, _int8;
    private TorchGallery? _torch;

    [Params(1, 100)]
    public int Queries { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (_rows, _queries) = (Values.Draw(1, Count * Length), Values.Draw(2, Queries * Length));
        (_indices, _scores) = (new int[Queries * Best], new float[Queries * Best]);
        _float32 = new Gallery(Count, Length, _rows, Similarity.InnerProduct);
        _bfloat16 = new Gallery(Count, Length, _rows, Similarity.InnerProduct, GalleryFormat.BFloat16);
        _int8 = new Gallery(Count, Length, _rows, Similarity.InnerProduct, GalleryFormat.Int8);
        _torch = new TorchGallery(Count, Length, _rows, Similarity.InnerProduct, TorchDevice.Current);
    }

    [GlobalCleanup]
    public void Cleanup() => _torch?.Dispose();

    [Benchmark(Baseline = true)]
    public int[] FromTensorPrimitives()
    {
        for (int i = 0; i < Queries; i++)
        {
            var best = new PriorityQueue<int, float>();
            for (int row = 0; row < Count; row++)
            {
                float score = TensorPrimitives.Dot<float>(_queries.AsSpan(i * Length, Length), _rows.AsSpan(row * Length, Length));
                if (best.Count < Best)
                {
                    best.Enqueue(row, score);
                }
                else
                {
                    best.EnqueueDequeue(row, score);
                }
            }
            for (int rank = Best - 1; rank >= 0; rank--)
            {
                _indices[(i * Best) + rank] = best.Dequeue();
            }
        }
        return _indices;
    }

    [Benchmark]
    public int[] Kernel() => Search(_float32!);

    [Benchmark]
    public int[] KernelWithHalfTheBits() => Search(_bfloat16!);

    [Benchmark]
    public int[] KernelWithBytes() => Search(_int8!);

    [Benchmark]
    public int[] Torch()
    {
        _torch!.Search(Queries, _queries, Best, _indices, _scores);
        return _indices;
    }

    private int[] Search(Gallery gallery)
    {
        gallery.Search(Queries, _queries, Best, _indices, _scores);
        return _indices;
    }
}
