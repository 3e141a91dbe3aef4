using MultimodalML.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MultimodalML.Fusion;

/// <summary>All that fusion trains: the network, and what rebuilds its inputs if that is asked for.</summary>
internal sealed class FusionModules : nn.Module
{
    private readonly FusionNetwork _network;
    private readonly ReconstructionHead? _reconstruction;

    private FusionModules(IReadOnlyList<int> inputLengths, MultimodalFuseOptions options)
        : base(nameof(FusionModules))
    {
        _network = new FusionNetwork(inputLengths, options.Network);
        _reconstruction = options.ReconstructionWeight > 0 ? new ReconstructionHead(_network.FusedLength, options.Network.HiddenWidth, inputLengths) : null;
        RegisterComponents();
    }

    public FusionNetwork Network => _network;

    public ReconstructionHead? Reconstruction => _reconstruction;

    /// <summary>New weights from a seed: uniform within ±1/√inputs, as Torch draws them, but from a generator of its own, so that what other threads draw changes nothing.</summary>
    public static FusionModules Create(IReadOnlyList<int> inputLengths, MultimodalFuseOptions options, int seed, Device device)
    {
        var modules = new FusionModules(inputLengths, options);
        using var generator = new Generator((ulong)seed);
        using IDisposable guard = no_grad();
        foreach (Linear layer in modules.modules().OfType<Linear>())
        {
            double bound = 1 / Math.Sqrt(layer.in_features);
            layer.weight!.uniform_(-bound, bound, generator);
            layer.bias!.uniform_(-bound, bound, generator);
        }
        return modules.to(device);
    }
}
