using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp;

/// <summary>Compares gradients with central differences, in Float64.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;

    /// <param name="function">Any differentiable function; a result of several values is weighed and summed.</param>
    /// <param name="inputs">Values around which to differentiate: all of them.</param>
    public static void Run(Func<Tensor[], Tensor> function, params Tensor[] inputs) => Run(function, inputs, tolerance: 1e-6);

    /// <summary>Around inputs of the given shapes, drawn from U(low, high) with a fixed seed.</summary>
    public static void Run(long[][] shapes, Func<Tensor[], Tensor> function, double low = -1, double high = 1, double tolerance = 1e-6)
    {
        using DisposeScope scope = NewDisposeScope();
        var random = new Random(7);
        Tensor[] inputs = [.. shapes.Select(shape => tensor(Draw(random, shape.Aggregate(1L, (product, size) => product * size), low, high), shape))];
        Run(function, inputs, tolerance);
    }

    private static void Run(Func<Tensor[], Tensor> function, Tensor[] inputs, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] leaves = [.. inputs.Select(i => i.detach().to_type(ScalarType.Float64, copy: true).requires_grad_())];
        Scalarize(function(leaves)).backward();
        for (int n = 0; n < leaves.Length; n++)
        {
            double[] gradient = leaves[n].grad is { } g ? Near.Values(g) : new double[leaves[n].numel()]; // none where the function does not use it
            for (int i = 0; i < gradient.Length; i++)
            {
                double difference = (At(function, leaves, n, i, Step) - At(function, leaves, n, i, -Step)) / (2 * Step);
                Assert.True(Math.Abs(difference - gradient[i]) <= tolerance * Math.Max(1, Math.Abs(difference)), $"input {n}[{i}]: difference {difference:r}, gradient {gradient[i]:r}");
            }
        }
    }

    private static double At(Func<Tensor[], Tensor> function, Tensor[] leaves, int n, int i, double step)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        double[] values = Near.Values(leaves[n]);
        values[i] += step;
        Tensor[] moved = [.. leaves];
        moved[n] = tensor(values, leaves[n].shape);
        return Scalarize(function(moved)).item<double>();
    }

    /// <summary>Σ wᵢ yᵢ with weights that differ, so that a gradient in the wrong place is seen.</summary>
    private static Tensor Scalarize(Tensor result)
    {
        double[] weights = [.. Enumerable.Range(1, (int)result.numel()).Select(i => Math.Sin(3 * i) + 0.2)];
        return result.reshape(-1).mul(tensor(weights)).sum();
    }

    private static double[] Draw(Random random, long count, double low, double high) =>
        [.. Enumerable.Range(0, (int)count).Select(_ => low + (random.NextDouble() * (high - low)))];
}
