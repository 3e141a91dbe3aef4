using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Losses;

/// <summary>Classifies query rows by their distance to class means of support rows: the episodes of prototypical networks.</summary>
/// <remarks>
/// <para>c_k = mean of class k's support rows; p(k | x) = softmax over k of −s ‖x − c_k‖²; L = mean over queries of −ln p(own class | x).</para>
/// <para>Shapes: support [C, S, D], query [C, Q, D], first axis the episode's classes; result a scalar.</para>
/// <para>A class more than 60 nats behind the nearest counts as 60 behind, and pulls no more.</para>
/// <para>Units: nats; ln C when the classes are not told apart.</para>
/// <para>Source: Snell et al. 2017, "Prototypical Networks for Few-shot Learning", arXiv:1703.05175, eq. 1 and 2, algorithm 1; squared Euclidean.</para>
/// </remarks>
public sealed class PrototypicalLoss
{
    private const double Farthest = 60; // nats beyond the nearest; more is as unlikely, and would make gradients too small for the processor's fast path

    private static readonly long[] s_rows = [1];
    private static readonly Scalar s_farthest = -Farthest;

    private readonly double _distanceScale;
    private readonly Scalar _offsetScale;

    /// <param name="distanceScale">s, above 0; 1 in the source. ½ makes the scaled distances the log-likelihood of a normal distribution of deviation 1.</param>
    public PrototypicalLoss(double distanceScale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(distanceScale);
        (_distanceScale, _offsetScale) = (distanceScale, -distanceScale);
    }

    /// <inheritdoc cref="PrototypicalLoss"/>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public Tensor Compute(Tensor support, Tensor query)
    {
        if (support.dim() != 3 || query.dim() != 3 || support.size(0) != query.size(0) || support.size(2) != query.size(2))
        {
            Throw.ShapesDiffer(nameof(PrototypicalLoss), support.shape, query.shape, "a is [C, S, D] and b [C, Q, D], of the same classes C and length D");
        }

        using Tensor prototypes = support.mean(s_rows); // [C, D]
        using Tensor squares = prototypes.square();
        using Tensor offsets = squares.sum(1).mul_(_offsetScale);
        using Tensor weights = prototypes * (2 * _distanceScale);
        using Tensor rows = query.flatten(0, 1);
        using Tensor scores = functional.linear(rows, weights, offsets); // s ‖x‖² − s ‖x − c_k‖²: in the softmax the first term has no part
        using Tensor values = scores.detach();
        using Tensor nearest = values.amax(s_rows, keepdim: true);
        using Tensor difference = scores - nearest; // 0 for the nearest: the softmax stays the same
        using Tensor shortfall = difference.clamp_min(s_farthest);
        using Tensor numbers = arange(query.size(0), ScalarType.Int64, query.device);
        using Tensor targets = numbers.repeat_interleave(query.size(1));
        return functional.cross_entropy(shortfall, targets);
    }
}
