using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Benchmarks.Training;

/// <summary>A training step as the product makes it: rows drawn anew, forward, loss, backward, AdamW.</summary>
internal sealed class OptimizedStep(nn.Module network, int rowCount, int batchSize, Func<int[], Tensor> lossOf) : IDisposable
{
    private readonly optim.Optimizer _optimizer = optim.AdamW(network.parameters(), 1e-4);
    private readonly Random _random = new(1);
    private readonly int[] _rows = new int[batchSize];

    public float Run()
    {
        using var scope = NewDisposeScope();
        for (int i = 0; i < _rows.Length; i++)
        {
            _rows[i] = _random.Next(rowCount);
        }
        _optimizer.zero_grad();
        Tensor loss = lossOf(_rows);
        loss.backward();
        _optimizer.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        network.Dispose();
    }
}
