using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

/// <summary>Compares gradients with central differences, in double so that the differences are exact to about 1e-8.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;

    /// <summary>Inputs of the given shapes, drawn from U(low, high) with a fixed seed; the function's result is weighted and summed to one value.</summary>
    public static void Run(long[][] shapes, Func<Tensor[], Tensor> function, double low = -1, double high = 1, double tolerance = 1e-6)
    {
        var random = new Random(7);
        double[][] values = [.. shapes.Select(shape => Draw(random, shape.Aggregate(1L, (product, size) => product * size), low, high))];

        double[][] gradients;
        using (NewDisposeScope())
        {
            Tensor[] inputs = [.. values.Select((v, i) => tensor(v, shapes[i], requires_grad: true))];
            Weighted(function(inputs)).backward();
            gradients = [.. inputs.Select((input, i) => input.grad is { } g ? g.data<double>().ToArray() : new double[values[i].Length])];
        }

        for (int input = 0; input < values.Length; input++)
        {
            for (int i = 0; i < values[input].Length; i++)
            {
                double center = values[input][i];
                values[input][i] = center + Step;
                double above = Value(function, values, shapes);
                values[input][i] = center - Step;
                double below = Value(function, values, shapes);
                values[input][i] = center;

                double difference = (above - below) / (2 * Step);
                double allowed = tolerance * Math.Max(1, Math.Abs(difference));
                Assert.True(
                    Math.Abs(difference - gradients[input][i]) <= allowed,
                    $"input {input}, value {i}: the gradient is {gradients[input][i]}, the difference quotient {difference}");
            }
        }
    }

    private static double Value(Func<Tensor[], Tensor> function, double[][] values, long[][] shapes)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradients = no_grad();
        Tensor[] inputs = [.. values.Select((v, i) => tensor(v, shapes[i]))];
        return Weighted(function(inputs)).item<double>();
    }

    /// <summary>Σ wᵢ yᵢ with weights that differ, so that a gradient in the wrong place is seen.</summary>
    private static Tensor Weighted(Tensor result)
    {
        Tensor weights = linspace(0.5, 1.7, result.numel(), ScalarType.Float64).reshape(result.shape);
        return (result * weights).sum();
    }

    private static double[] Draw(Random random, long count, double low, double high) =>
        [.. Enumerable.Range(0, (int)count).Select(_ => low + (random.NextDouble() * (high - low)))];
}
