namespace MultimodalML.Discovery;

/// <summary>A weight that rises from almost nothing while a network does not yet know what it says: w(t) = λ exp(−5 (1 − t/T)²), λ from T on.</summary>
/// <remarks>Source: Laine and Aila 2017, "Temporal Ensembling for Semi-Supervised Learning", arXiv:1610.02242, section 2.1; in this form Han et al. 2020 (AutoNovel), arXiv:2002.05714.</remarks>
public sealed record RampUp
{
    /// <summary>λ.</summary>
    /// <value>0 or more.</value>
    public double Weight { get; init; } = 1;

    /// <summary>T, as a share of all steps.</summary>
    /// <value>0 (full weight from the start) to 1. Default 0.5.</value>
    public double Fraction { get; init; } = 0.5;

    /// <summary>w after a share of all steps.</summary>
    /// <param name="done">t / steps, 0 to 1.</param>
    public double At(double done)
    {
        double missing = done >= Fraction ? 0 : 1 - (done / Fraction);
        return Weight * Math.Exp(-5 * missing * missing);
    }

    internal void Validate()
    {
        Throw.IfNotInRange(Weight, 0, double.MaxValue, $"{nameof(RampUp)}.{nameof(Weight)}");
        Throw.IfNotInRange(Fraction, 0, 1, $"{nameof(RampUp)}.{nameof(Fraction)}");
    }
}
