using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Losses;

/// <summary>Softmax over the similarities of each row with all others of the batch.</summary>
internal static class PairSimilarities
{
    private const double Never = -1e9; // a row is not its own neighbour; finite, so that 0 × it stays 0

    /// <summary>unit [B, D] of length 1 → [B, B]: ln( exp(sᵢⱼ/τ) / Σ_{a≠i} exp(sᵢₐ/τ) ). The diagonal means nothing.</summary>
    public static Tensor LogProbabilitiesOfOthers(Tensor unit, double temperature)
    {
        using var scope = NewDisposeScope();
        Tensor self = eye(unit.shape[0], device: unit.device);
        return functional.log_softmax(unit.matmul(unit.t()) / temperature + self * Never, 1).MoveToOuterDisposeScope();
    }
}
