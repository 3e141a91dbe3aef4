using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests;

/// <summary>Compares gradients with central differences; one for every loss and network.</summary>
internal static class GradientCheck
{
    private const float Step = 1e-3f; // small enough to cross few kinks of ReLUs
    private const double Tolerance = 2e-3; // of the largest gradient, or of 1

    /// <summary>Gradients of <paramref name="function"/> with respect to random inputs of the given shapes.</summary>
    public static void Run(long[][] shapes, Func<Tensor[], Tensor> function, int seed = 1)
    {
        using var scope = NewDisposeScope();
        var random = new Random(seed);
        Tensor[] inputs = [.. shapes.Select(shape => Values.Random(random, shape).requires_grad_())];
        Compare(inputs, () => function(inputs));
    }

    /// <summary>Gradients of <paramref name="function"/> with respect to a network's parameters.</summary>
    public static void Run(nn.Module network, Func<Tensor> function)
    {
        using var scope = NewDisposeScope();
        Compare([.. network.parameters()], function);
    }

    private static void Compare(Tensor[] variables, Func<Tensor> function)
    {
        using (Tensor value = function())
        {
            value.backward();
        }

        foreach ((int number, Tensor variable) in variables.Index())
        {
            Tensor gradient = variable.grad ?? throw new InvalidOperationException($"Variable {number} got no gradient.");
            float[] analytic = gradient.data<float>().ToArray();
            float[] values = variable.detach().data<float>().ToArray();
            double scale = Math.Max(1, analytic.Max(Math.Abs));
            for (int i = 0; i < values.Length; i++)
            {
                float middle = values[i];
                double numeric = (At(middle + Step) - At(middle - Step)) / (2 * Step);
                Assert.True(
                    Math.Abs(numeric - analytic[i]) <= Tolerance * scale,
                    $"Variable {number}, value {i}: gradient {analytic[i]}, central difference {numeric}.");
                At(middle); // and back

                double At(float value)
                {
                    using var scope = NewDisposeScope();
                    using IDisposable guard = no_grad();
                    values[i] = value;
                    variable.copy_(tensor(values, variable.shape));
                    return function().item<float>();
                }
            }
        }
    }
}
