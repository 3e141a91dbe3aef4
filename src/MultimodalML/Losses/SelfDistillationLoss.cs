using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MultimodalML.Losses;

/// <summary>Lets each view of a row learn the sharpened prediction of the other view: clustering by a classifier that teaches itself.</summary>
/// <remarks>
/// <para>With teacher t(x) = softmax(x/τₜ), which gets no gradient, and student s(x) = softmax(x/τₛ): L = ½ (H(t(b), s(a)) + H(t(a), s(b))), H(t, s) = mean over rows of −Σ_c t_c ln s_c.</para>
/// <para>Shapes: a and b [B, C], the logits (cosines) of two views, allowed [B, C] of 1 and 0 or null: the teacher gives a category of 0 no chance; result a scalar.</para>
/// <para>Units: nats. Alone it is least when all rows are of one category: <see cref="MeanEntropyLoss"/> has to stand beside it.</para>
/// <para>Source: Wen et al. 2023 (SimGCD), "Parametric Classification for Generalized Category Discovery", arXiv:2211.11727, eq. 3; self-distillation of Caron et al. 2021 (DINO), arXiv:2104.14294.</para>
/// </remarks>
public sealed class SelfDistillationLoss
{
    private const double Never = -1e9;

    private readonly double _studentTemperature;

    /// <param name="studentTemperature">τₛ, above 0.</param>
    public SelfDistillationLoss(double studentTemperature = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(studentTemperature);
        _studentTemperature = studentTemperature;
    }

    /// <inheritdoc cref="SelfDistillationLoss"/>
    /// <param name="a">Logits of the first view, [B, C].</param>
    /// <param name="b">Logits of the second view, [B, C].</param>
    /// <param name="teacherTemperature">τₜ, above 0; below the student's, so that the teacher is the surer of the two.</param>
    /// <param name="allowed">[B, C], 0 where a category is none for the row; null when all are.</param>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public Tensor Compute(Tensor a, Tensor b, double teacherTemperature, Tensor? allowed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(teacherTemperature);
        if (a.dim() != 2 || !a.shape.SequenceEqual(b.shape))
        {
            Throw.ShapesDiffer(nameof(SelfDistillationLoss), a.shape, b.shape, "row i of both is one item, so both must be [B, C]");
        }

        using var scope = NewDisposeScope();
        Tensor? barred = allowed is null ? null : (1 - allowed) * Never;
        return (-0.5 * (Agreement(a, b) + Agreement(b, a))).MoveToOuterDisposeScope();

        Tensor Agreement(Tensor student, Tensor teacher)
        {
            Tensor sharpened = teacher.detach() / teacherTemperature;
            Tensor targets = (barred is null ? sharpened : sharpened + barred).softmax(1);
            return (targets * functional.log_softmax(student / _studentTemperature, 1)).sum(1).mean();
        }
    }
}
