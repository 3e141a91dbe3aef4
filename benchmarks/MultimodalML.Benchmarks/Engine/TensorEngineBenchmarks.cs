using BenchmarkDotNet.Attributes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MultimodalML.Benchmarks.Engine;

/// <summary>What the tensor engine takes for the smallest operation and for a step of a small network: 19-64-64-32, batch 128.</summary>
[MemoryDiagnoser]
public class TensorEngineBenchmarks
{
    private Tensor _a = null!, _b = null!, _input = null!, _target = null!;
    private Sequential _network = null!;
    private Adam _optimizer = null!;

    [GlobalSetup]
    public void Setup()
    {
        manual_seed(1);
        (_a, _b) = (randn(8), randn(8));
        (_input, _target) = (randn(128, 19), randn(128, 32));
        _network = nn.Sequential(("hidden1", nn.Linear(19, 64)), ("relu1", nn.ReLU()), ("hidden2", nn.Linear(64, 64)), ("relu2", nn.ReLU()), ("output", nn.Linear(64, 32)));
        _optimizer = optim.Adam(_network.parameters(), 1e-3);
    }

    [Benchmark]
    public long AddEight()
    {
        using Tensor sum = _a + _b;
        return sum.numel();
    }

    [Benchmark]
    public long Forward()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradients = no_grad();
        return _network.call(_input).numel();
    }

    [Benchmark]
    public void ForwardBackward()
    {
        using DisposeScope scope = NewDisposeScope();
        _optimizer.zero_grad();
        nn.functional.mse_loss(_network.call(_input), _target).backward();
    }

    [Benchmark(Baseline = true)]
    public void Step()
    {
        ForwardBackward();
        _optimizer.step();
    }
}
