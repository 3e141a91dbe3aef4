using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Training;

/// <summary>A network's weights and buffers as bytes, in TorchSharp's file format.</summary>
internal static class WeightBytes
{
    public static byte[] Of(nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        network.save(stream);
        return stream.ToArray();
    }

    public static void Load(nn.Module network, byte[] weights)
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream(weights);
        network.load(stream);
    }
}
