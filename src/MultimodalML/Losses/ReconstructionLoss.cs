using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Losses;

/// <summary>How far the inputs rebuilt from an embedding are from the inputs that were there.</summary>
/// <remarks>
/// <para>L = Σᵢ mᵢ ‖rᵢ − xᵢ‖² / (D max(1, Σᵢ mᵢ)), with mᵢ = 1 where row i has the modality and 0 where it lacks it: the mean squared error over what was there.</para>
/// <para>Shapes: reconstruction [B, D], target [B, D], presence [B, 1] or null when every row has the modality; result a scalar.</para>
/// <para>Units: the squared units of the target.</para>
/// <para>Source: Chen et al. 2021 (Multimodal Clustering Network), arXiv:2104.12671, the reconstruction term (a mean squared error to minimise).</para>
/// </remarks>
public sealed class ReconstructionLoss
{
    /// <inheritdoc cref="ReconstructionLoss"/>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public Tensor Compute(Tensor reconstruction, Tensor target, Tensor? presence = null)
    {
        if (reconstruction.dim() != 2 || !reconstruction.shape.SequenceEqual(target.shape))
        {
            Throw.ShapesDiffer(nameof(ReconstructionLoss), reconstruction.shape, target.shape, "both must be [B, D]");
        }

        using var scope = NewDisposeScope();
        Tensor errors = (reconstruction - target).square();
        Tensor loss = presence is null ? errors.mean() : (errors * presence).sum() / (presence.sum().clamp_min(1) * target.shape[1]);
        return loss.MoveToOuterDisposeScope();
    }
}
