using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MultimodalML.Networks;

/// <summary>First weights that a seed fixes, whatever other threads draw meanwhile.</summary>
internal static class SeededWeights
{
    /// <summary>Draws all fully connected layers anew, uniform within ±1/√inputs, as Torch does, but from a generator of its own.</summary>
    public static void Draw(nn.Module network, int seed)
    {
        using var generator = new Generator((ulong)seed);
        using IDisposable guard = no_grad();
        foreach (Linear layer in network.modules().OfType<Linear>())
        {
            double bound = 1 / Math.Sqrt(layer.in_features);
            layer.weight!.uniform_(-bound, bound, generator);
            layer.bias?.uniform_(-bound, bound, generator);
        }
    }
}
