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

    [Theory]
    [InlineData(ScalarType.Float32, 1e-4)]
    [InlineData(ScalarType.Float64, 1e-12)]
    public void Backward_OfLinearAndReLU_AgreesWithTheModulesOneByOne(ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        using Sequential network = nn.Sequential(nn.Linear(3, 5, dtype: type), nn.ReLU(), nn.Linear(5, 4, dtype: type), nn.Linear(4, 2, dtype: type), nn.ReLU());
        Tensor x = randn(300, 3, dtype: type);
        (double[] ofInput, double[] ofWeights) = Gradients(network, x, network.call);
        (double[] expectedOfInput, double[] expectedOfWeights) = Gradients(network, x, input => Enumerable.Range(0, network.Count).Aggregate(input, (t, i) => network[i].call(t)));
        Near.Equal(expectedOfInput, tensor(ofInput), tolerance);
        Near.Equal(expectedOfWeights, tensor(ofWeights), tolerance);
    }

    [Fact] // rows for several threads, rows of a wider matrix, more layers than one chain takes, a gradient of one value for all
    public void Backward_OfManyLayersAndRows_AgreesWithTheModulesOneByOne()
    {
        using var scope = NewDisposeScope();
        long[] widths = [20, 17, 33, 16, 5, 64, 8, 9, 10, 40, 3];
        using Sequential network = nn.Sequential([.. Enumerable.Range(0, widths.Length - 1).SelectMany(i => new nn.Module<Tensor, Tensor>[] { nn.Linear(widths[i], widths[i + 1], hasBias: i != 3), nn.ReLU() })]);
        Tensor x = randn(777, 30).narrow(1, 4, 20);
        (double[] ofInput, double[] ofWeights) = Gradients(network, x, input => network.call(input));
        (double[] expectedOfInput, double[] expectedOfWeights) = Gradients(network, x, input => Enumerable.Range(0, network.Count).Aggregate(input, (t, i) => network[i].call(t)));
        Near.Equal(expectedOfInput, tensor(ofInput), 1e-5);
        Near.Equal(expectedOfWeights, tensor(ofWeights), 1e-4);
    }

    [Fact]
    public void Backward_SomeParametersFrozen_GivesTheOthersTheirGradients()
    {
        using var scope = NewDisposeScope();
        using Sequential network = nn.Sequential(nn.Linear(3, 5), nn.ReLU(), nn.Linear(5, 4), nn.Linear(4, 2));
        Tensor x = randn(300, 3);
        (_, double[] all) = Gradients(network, x, network.call);
        Parameter[] parameters = [.. network.parameters()];
        foreach (Parameter parameter in (Parameter[])[parameters[0], parameters[1], parameters[3], parameters[4]])
        {
            parameter.requires_grad = false;
            parameter.grad = null;
        }
        foreach (Parameter parameter in (Parameter[])[parameters[2], parameters[5]])
        {
            parameter.grad = null;
        }

        network.call(x).square().sum().backward();
        Assert.Null(parameters[0].grad);
        Assert.Null(parameters[3].grad);
        Near.Equal(all[20..40], parameters[2].grad!, 1e-4);
        Near.Equal(all[52..], parameters[5].grad!, 1e-4);
    }

    [Fact]
    public void Backward_OfDoubles_AgreesWithDifferences()
    {
        using var scope = NewDisposeScope();
        using Sequential network = nn.Sequential(nn.Linear(3, 4, dtype: ScalarType.Float64), nn.ReLU(), nn.Linear(4, 2, dtype: ScalarType.Float64));
        var random = new Random(5); // no value lies at the ReLU's corner
        using (no_grad())
        {
            foreach (Parameter parameter in network.parameters())
            {
                parameter.copy_(tensor([.. Enumerable.Range(0, (int)parameter.numel()).Select(_ => (2 * random.NextDouble()) - 1)], parameter.shape));
            }
        }
        GradientCheck.Run([[130, 3]], inputs => network.call(inputs[0]));
    }

    [Fact]
    public void Backward_OneThreadOrMore_GivesEqualBits()
    {
        using var scope = NewDisposeScope();
        using Sequential network = nn.Sequential(nn.Linear(30, 40), nn.ReLU(), nn.Linear(40, 20), nn.ReLU());
        Tensor x = randn(700, 30);
        int threads = get_num_threads();
        set_num_threads(1);
        (double[] ofInput, double[] ofWeights) = Gradients(network, x, network.call);
        set_num_threads(threads);
        (double[] alsoOfInput, double[] alsoOfWeights) = Gradients(network, x, network.call);
        Assert.Equal(ofInput, alsoOfInput);
        Assert.Equal(ofWeights, alsoOfWeights);
    }

    [Fact]
    public void Call_LayerWithAHook_RunsIt()
    {
        using Sequential network = nn.Sequential(nn.Linear(2, 3), nn.ReLU());
        int calls = 0;
        ((ReLU)network[1]).register_forward_hook((_, _, output) =>
        {
            calls++;
            return output;
        });
        network.call(ones(1, 2)).Dispose();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Backward_ResultWrittenOver_Throws()
    {
        using var scope = NewDisposeScope();
        using Sequential network = nn.Sequential(nn.Linear(2, 3), nn.ReLU());
        Tensor result = network.call(ones(1, 2));
        using (no_grad())
        {
            result.add_(1);
        }
        Assert.ThrowsAny<Exception>(() => result.sum().backward());
    }

    private static (double[] OfInput, double[] OfWeights) Gradients(Sequential network, Tensor x, Func<Tensor, Tensor> call)
    {
        network.zero_grad();
        Tensor input = x.detach().clone().requires_grad_();
        call(input).square().sum().backward();
        return (Near.Values(input.grad!), [.. network.parameters().SelectMany(p => Near.Values(p.grad!))]);
    }
}
