using MultimodalML.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Discovery;

/// <summary>All that a neural recipe trains: the network that makes representations, and its heads.</summary>
internal sealed class DiscoveryModules : nn.Module
{
    private readonly FusionNetwork _network;
    private readonly nn.Module _heads;

    public DiscoveryModules(FusionNetwork network, nn.Module heads)
        : base(nameof(DiscoveryModules))
    {
        (_network, _heads) = (network, heads);
        RegisterComponents();
    }

    public FusionNetwork Network => _network;
}
