using MultimodalML.Networks;
using TorchSharp;
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

    /// <summary>With weights that a seed draws.</summary>
    public static FusionModules Create(IReadOnlyList<int> inputLengths, MultimodalFuseOptions options, int seed, Device device)
    {
        var modules = new FusionModules(inputLengths, options);
        SeededWeights.Draw(modules, seed);
        return modules.to(device);
    }
}
