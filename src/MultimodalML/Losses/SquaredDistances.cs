using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Losses;

/// <summary>‖aᵢ − bⱼ‖² of all pairs, by one matrix product.</summary>
internal static class SquaredDistances
{
    /// <summary>a [N, D], b [M, D] → [N, M], never below 0.</summary>
    public static Tensor Between(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        Tensor lengths = a.square().sum(1, keepdim: true) + b.square().sum(1).unsqueeze(0);
        return (lengths - 2 * a.matmul(b.t())).clamp_min(0).MoveToOuterDisposeScope();
    }
}
