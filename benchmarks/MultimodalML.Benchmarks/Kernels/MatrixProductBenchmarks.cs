using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using MultimodalML.Kernels;
using MultimodalML.TorchKernels;

namespace MultimodalML.Benchmarks.Kernels;

/// <summary>C = A·Bᵀ, a linear layer's product. GFLOP/s = 2·M·N·K / time.</summary>
[MemoryDiagnoser]
public class MatrixProductBenchmarks
{
    private readonly TorchMatrixProduct _torch = new(TorchDevice.Current);
    private float[] _a = [], _b = [], _c = [];
    private PackedMatrix? _packed;

    [ParamsSource(nameof(Shapes))]
    public (int M, int N, int K) Shape { get; set; }

    public static IEnumerable<(int M, int N, int K)> Shapes => [(1, 512, 512), (256, 32, 32), (256, 64, 19), (4096, 64, 64), (1024, 1024, 1024)];

    [GlobalSetup]
    public void Setup()
    {
        (_a, _b, _c) = (Values.Draw(1, Shape.M * Shape.K), Values.Draw(2, Shape.N * Shape.K), new float[Shape.M * Shape.N]);
        _packed = new PackedMatrix(Shape.K, Shape.N, _b, transpose: true);
    }

    [Benchmark(Baseline = true)]
    public float[] FromTensorPrimitives()
    {
        for (int i = 0; i < Shape.M; i++)
        {
            for (int j = 0; j < Shape.N; j++)
            {
                _c[(i * Shape.N) + j] = TensorPrimitives.Dot<float>(_a.AsSpan(i * Shape.K, Shape.K), _b.AsSpan(j * Shape.K, Shape.K));
            }
        }
        return _c;
    }

    [Benchmark]
    public float[] Kernel()
    {
        MatrixProduct.Multiply(Shape.M, Shape.N, Shape.K, _a, Shape.K, false, _b, Shape.K, true, _c, Shape.N);
        return _c;
    }

    [Benchmark]
    public float[] KernelPackedOnce()
    {
        _packed!.Multiply(Shape.M, _a, Shape.K, _c, Shape.N);
        return _c;
    }

    [Benchmark]
    public float[] Torch()
    {
        _torch.Multiply(Shape.M, Shape.N, Shape.K, _a, false, _b, true, [], Activation.None, _c);
        return _c;
    }
}
