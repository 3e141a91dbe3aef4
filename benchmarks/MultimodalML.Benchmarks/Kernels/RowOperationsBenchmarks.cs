using BenchmarkDotNet.Attributes;
using MultimodalML.Kernels;
using MultimodalML.TorchKernels;

namespace MultimodalML.Benchmarks.Kernels;

/// <summary>Softmax of 256 rows.</summary>
[MemoryDiagnoser]
public class RowOperationsBenchmarks
{
    private readonly TorchRowOperations _torch = new(TorchDevice.Current);
    private const int Rows = 256;
    private float[] _x = [], _y = [];

    [Params(32, 1000)]
    public int Columns { get; set; }

    [GlobalSetup]
    public void Setup() => (_x, _y) = (Values.Draw(1, Rows * Columns), new float[Rows * Columns]);

    [Benchmark(Baseline = true)]
    public float[] Naive()
    {
        for (int i = 0; i < Rows; i++)
        {
            float max = float.NegativeInfinity, sum = 0;
            for (int j = i * Columns; j < (i + 1) * Columns; j++)
            {
                max = MathF.Max(max, _x[j]);
            }
            for (int j = i * Columns; j < (i + 1) * Columns; j++)
            {
                sum += _y[j] = MathF.Exp(_x[j] - max);
            }
            for (int j = i * Columns; j < (i + 1) * Columns; j++)
            {
                _y[j] /= sum;
            }
        }
        return _y;
    }

    [Benchmark]
    public float[] Kernel()
    {
        RowOperations.Softmax(Rows, Columns, _x, _y);
        return _y;
    }

    [Benchmark]
    public float[] Torch()
    {
        _torch.Softmax(Rows, Columns, _x, _y);
        return _y;
    }
}
