using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>One step of Adam for one parameter, in one pass over its values.</summary>
internal static class AdamUpdate
{
    public readonly struct Settings
    {
        public Settings()
        {
        }

        public double Beta1 { get; init; }

        public double Beta2 { get; init; }

        /// <summary>Learning rate over the bias correction of the first mean.</summary>
        public double Rate { get; init; }

        /// <summary>1 over the root of the bias correction of the second mean.</summary>
        public double SecondScale { get; init; }

        public double Epsilon { get; init; }

        /// <summary>What the weights are multiplied by first: 1 is no decoupled decay.</summary>
        public double Shrinkage { get; init; } = 1;

        /// <summary>Share of the weights that is added to the gradient.</summary>
        public double Decay { get; init; }

        /// <summary>-1 climbs.</summary>
        public double Sign { get; init; } = 1;
    }

    public static void Run(Tensor parameter, TensorData gradient, Tensor mean, Tensor square, Tensor? largest, in Settings settings)
    {
        if (parameter.dtype == ScalarType.Float64) { Run<double>(parameter, gradient, mean, square, largest, settings); }
        else { Run<float>(parameter, gradient, mean, square, largest, settings); }
    }

    private static void Run<T>(Tensor parameter, TensorData gradient, Tensor mean, Tensor square, Tensor? largest, in Settings settings)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Update(
            parameter.Data.Span<T>(), gradient.Span<T>(), mean.Data.Span<T>(), square.Data.Span<T>(),
            largest is null ? default : largest.Data.Span<T>(), settings);
    }

    private static void Update<T>(Span<T> weights, ReadOnlySpan<T> gradients, Span<T> means, Span<T> squares, Span<T> largest, in Settings settings)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T beta1, T beta2) = (T.CreateTruncating(settings.Beta1), T.CreateTruncating(settings.Beta2));
        (T rest1, T rest2) = (T.CreateTruncating(1 - settings.Beta1), T.CreateTruncating(1 - settings.Beta2));
        (T rate, T scale, T epsilon) = (T.CreateTruncating(settings.Rate), T.CreateTruncating(settings.SecondScale), T.CreateTruncating(settings.Epsilon));
        (T shrinkage, T decay, T sign) = (T.CreateTruncating(settings.Shrinkage), T.CreateTruncating(settings.Decay), T.CreateTruncating(settings.Sign));

        Span<Vector<T>> w = MemoryMarshal.Cast<T, Vector<T>>(weights), m = MemoryMarshal.Cast<T, Vector<T>>(means);
        Span<Vector<T>> v = MemoryMarshal.Cast<T, Vector<T>>(squares), top = MemoryMarshal.Cast<T, Vector<T>>(largest);
        ReadOnlySpan<Vector<T>> g = MemoryMarshal.Cast<T, Vector<T>>(gradients);
        for (int i = 0; i < g.Length; i++)
        {
            Vector<T> gradient = (g[i] * sign) + (w[i] * decay);
            m[i] = (m[i] * beta1) + (gradient * rest1);
            v[i] = (v[i] * beta2) + (gradient * gradient * rest2);
            Vector<T> second = v[i];
            if (!top.IsEmpty) { second = top[i] = Vector.Max(top[i], second); }
            w[i] = (w[i] * shrinkage) - (m[i] * rate / ((Vector.SquareRoot(second) * scale) + new Vector<T>(epsilon)));
        }
        for (int i = g.Length * Vector<T>.Count; i < gradients.Length; i++)
        {
            T gradient = (gradients[i] * sign) + (weights[i] * decay);
            means[i] = (means[i] * beta1) + (gradient * rest1);
            squares[i] = (squares[i] * beta2) + (gradient * gradient * rest2);
            T second = squares[i];
            if (!largest.IsEmpty) { second = largest[i] = T.Max(largest[i], second); }
            weights[i] = (weights[i] * shrinkage) - (means[i] * rate / ((T.Sqrt(second) * scale) + epsilon));
        }
    }
}
