using System.Runtime.CompilerServices;

namespace TorchSharp;

/// <summary>x Wᵀ + b, or max(0, x Wᵀ + b): one layer of an <see cref="AffineChain"/>.</summary>
internal readonly record struct AffineLayer(TensorData Weight, TensorData? Bias, bool Rectifies = false)
{
    public int Inputs => (int)Weight.Size(1);

    public int Outputs => (int)Weight.Size(0);

    /// <summary>As many as one chain takes.</summary>
    [InlineArray(AffineChain.MostLayers)]
    internal struct List
    {
        private AffineLayer _first;
    }
}
