using System.Numerics;
using System.Runtime.InteropServices;

namespace MultimodalML.Kernels;

/// <summary>One step of Adam or AdamW over all weights of a tensor, in one pass.</summary>
/// <remarks>
/// m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε), where g holds + λw (Adam) or w is first scaled by 1 − ηλ (AdamW).
/// Source: Kingma and Ba 2015, arXiv:1412.6980, algorithm 1; Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2.
/// </remarks>
internal readonly struct AdamStep
{
    /// <summary>η, the learning rate.</summary>
    public required float LearningRate { get; init; }

    /// <summary>β₁, 0 to below 1.</summary>
    public required double Beta1 { get; init; }

    /// <summary>β₂, 0 to below 1.</summary>
    public required double Beta2 { get; init; }

    /// <summary>ε, added to the root.</summary>
    public required float Epsilon { get; init; }

    /// <summary>λ; 0 for none.</summary>
    public float WeightDecay { get; init; }

    /// <summary>AdamW: the decay scales the weights and stays out of the moments.</summary>
    public bool Decoupled { get; init; }

    /// <summary>t, counted from 1.</summary>
    public required long Step { get; init; }

    /// <summary>Updates weights and both moments.</summary>
    /// <exception cref="ArgumentException">The four lengths differ.</exception>
    public void Apply(Span<float> weights, ReadOnlySpan<float> gradient, Span<float> firstMoment, Span<float> secondMoment)
    {
        if (gradient.Length != weights.Length || firstMoment.Length != weights.Length || secondMoment.Length != weights.Length)
        {
            throw new ArgumentException($"weights, gradient and the moments have {weights.Length}, {gradient.Length}, {firstMoment.Length} and {secondMoment.Length} values; they must be equal.");
        }

        float rate = (float)(LearningRate / (1 - Math.Pow(Beta1, Step)));
        float inverseRoot = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, Step)));
        float beta1 = (float)Beta1, rest1 = (float)(1 - Beta1), beta2 = (float)Beta2, rest2 = (float)(1 - Beta2);
        float decay = Decoupled ? 0 : WeightDecay, keep = Decoupled ? 1 - (LearningRate * WeightDecay) : 1;

        Span<Vector<float>> ws = MemoryMarshal.Cast<float, Vector<float>>(weights);
        ReadOnlySpan<Vector<float>> gs = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        Span<Vector<float>> ms = MemoryMarshal.Cast<float, Vector<float>>(firstMoment);
        Span<Vector<float>> vs = MemoryMarshal.Cast<float, Vector<float>>(secondMoment);
        for (int i = 0; i < ws.Length; i++)
        {
            Vector<float> g = gs[i] + (decay * ws[i]);
            Vector<float> m = (beta1 * ms[i]) + (rest1 * g);
            Vector<float> v = (beta2 * vs[i]) + (rest2 * g * g);
            ws[i] = (keep * ws[i]) - (rate * m / ((Vector.SquareRoot(v) * inverseRoot) + new Vector<float>(Epsilon)));
            (ms[i], vs[i]) = (m, v);
        }
        for (int i = ws.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            float g = gradient[i] + (decay * weights[i]);
            float m = (beta1 * firstMoment[i]) + (rest1 * g);
            float v = (beta2 * secondMoment[i]) + (rest2 * g * g);
            weights[i] = (keep * weights[i]) - (rate * m / ((MathF.Sqrt(v) * inverseRoot) + Epsilon));
            (firstMoment[i], secondMoment[i]) = (m, v);
        }
    }
}
