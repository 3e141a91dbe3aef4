using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Modules;

public class SequentialTests
{
    [Fact]
    public void Call_RunsTheModulesInOrder()
    {
        using Sequential network = nn.Sequential(("linear", nn.Linear(2, 3)), ("relu", nn.ReLU()), ("out", nn.Linear(3, 1)));
        Assert.Equal(["linear.weight", "linear.bias", "out.weight", "out.bias"], network.named_parameters().Select(p => p.name));
        Assert.Equal(3, network.Count);

        using Tensor x = rand(4, 2);
        using Tensor expected = network[2].call(network[1].call(network[0].call(x)));
        Near.Equal(Near.Values(expected), network.call(x));
    }

    [Fact]
    public void Modules_WithoutNames_AreNumbered()
    {
        using Sequential network = nn.Sequential(nn.Linear(1, 1), nn.Tanh(), nn.Linear(1, 1));
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], network.named_parameters().Select(p => p.name));
        Assert.Equal(["0", "1", "2"], network.named_children().Select(c => c.name));
    }

    [Fact]
    public void Slice_SharesTheModules()
    {
        using Sequential network = nn.Sequential(nn.Linear(1, 1), nn.Tanh(), nn.Linear(1, 1));
        Assert.Equal(2, network[1..].Count);
        Assert.Equal(1, network[(null, 1)].Count);
        Assert.Same(network[2], network[1..][1]);
    }

    [Fact]
    public void Empty_GivesTheInput()
    {
        using Sequential network = nn.Sequential();
        Near.Equal([1, 2], network.call(tensor(new float[] { 1, 2 })));
    }

    [Fact]
    public void Backward_ThroughDisposedIntermediates_Works()
    {
        using Sequential network = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1));
        network.call(ones(4, 2)).sum().backward();
        Assert.All(network.parameters(), p => Assert.NotNull(p.grad));
    }

    [Fact]
    public void Eval_ReachesDropout()
    {
        using Sequential network = nn.Sequential(nn.Identity(), nn.Dropout(0.9));
        network.eval();
        Near.Equal([1, 1, 1, 1], network.call(ones(4)));
    }
}
