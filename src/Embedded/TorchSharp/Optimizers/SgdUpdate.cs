using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>One step of gradient descent for one parameter, in one pass over its values.</summary>
internal static class SgdUpdate
{
    public readonly record struct Settings(double Rate, double Decay, double Momentum, double Fresh, bool Nesterov);

    public static void Run(Tensor parameter, TensorData gradient, Tensor? velocity, in Settings settings)
    {
        if (parameter.dtype == ScalarType.Float64) { Run<double>(parameter, gradient, velocity, settings); }
        else { Run<float>(parameter, gradient, velocity, settings); }
        parameter.Data.Buffer.Touch();
    }

    private static void Run<T>(Tensor parameter, TensorData gradient, Tensor? velocity, in Settings settings)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Update(parameter.Data.Span<T>(), gradient.Span<T>(), velocity is null ? default : velocity.Data.Span<T>(), settings);

    private static void Update<T>(Span<T> weights, ReadOnlySpan<T> gradients, Span<T> velocities, in Settings settings)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T rate, T decay) = (T.CreateTruncating(settings.Rate), T.CreateTruncating(settings.Decay));
        (T momentum, T fresh) = (T.CreateTruncating(settings.Momentum), T.CreateTruncating(settings.Fresh));
        Span<Vector<T>> w = MemoryMarshal.Cast<T, Vector<T>>(weights), v = MemoryMarshal.Cast<T, Vector<T>>(velocities);
        ReadOnlySpan<Vector<T>> g = MemoryMarshal.Cast<T, Vector<T>>(gradients);
        for (int i = 0; i < g.Length; i++)
        {
            Vector<T> direction = g[i] + (w[i] * decay);
            if (!v.IsEmpty)
            {
                v[i] = (v[i] * momentum) + (direction * fresh);
                direction = settings.Nesterov ? direction + (v[i] * momentum) : v[i];
            }
            w[i] -= direction * rate;
        }
        for (int i = g.Length * Vector<T>.Count; i < gradients.Length; i++)
        {
            T direction = gradients[i] + (weights[i] * decay);
            if (!velocities.IsEmpty)
            {
                velocities[i] = (velocities[i] * momentum) + (direction * fresh);
                direction = settings.Nesterov ? direction + (velocities[i] * momentum) : velocities[i];
            }
            weights[i] -= direction * rate;
        }
    }
}
