using ApiConformance;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Optimizers;

public class OptimizerGarbageTests
{
    [EmbeddedFact(typeof(torch))] // of the embedded engine: TorchSharp makes handles on native tensors
    public void StepAndZeroGrad_UnderWay_AllocateNothing()
    {
        using Sequential network = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 4));
        using Tensor input = ones(3, 8), output = network.call(input), sum = output.sum();
        sum.backward();
        Func<IEnumerable<Parameter>, optim.Optimizer>[] kinds = [p => optim.AdamW(p), p => optim.Adam(p), p => optim.SGD(p, 1e-3, 0.9)];
        Assert.All(kinds, kind =>
        {
            using optim.Optimizer optimizer = kind(network.parameters());
            Run(optimizer, 100); // warm: compiled code
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run(optimizer, 1000);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000); // less than a byte a step
        });
    }

    private static void Run(optim.Optimizer optimizer, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            optimizer.step();
            optimizer.zero_grad();
        }
    }
}
