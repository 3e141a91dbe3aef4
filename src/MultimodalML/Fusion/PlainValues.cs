using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Fusion;

/// <summary>A tensor's values as an array.</summary>
internal static class PlainValues
{
    public static float[] Of(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().data<float>().ToArray();
    }
}
