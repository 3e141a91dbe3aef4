namespace TorchSharp;

/// <summary>erf, and the normal distribution function made of it.</summary>
internal static class ErrorFunction
{
    private const double TwoOverRootPi = 1.1283791670955126;

    public static double NormalDistribution(double x)
    {
        double z = x * 0.7071067811865476;
        return z < -1 ? 0.5 * Complement(-z) : 0.5 * (1 + Erf(z));
    }

    public static double Erf(double x)
    {
        double size = Math.Abs(x);
        return size < 2 ? Series(x) : Math.Sign(x) * (1 - Complement(size));
    }

    // Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1)) in the form without alternating signs: e^−x² Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n + 1)).
    private static double Series(double x)
    {
        double term = x, sum = x, square = x * x;
        for (int n = 1; n < 60 && Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * square / ((2 * n) + 1);
            sum += term;
        }
        return TwoOverRootPi * Math.Exp(-square) * sum;
    }

    // erfc(x) for x ≥ 0.7: the continued fraction of Laplace, from its end.
    private static double Complement(double x)
    {
        if (x > 27) { return 0; }
        if (x < 2) { return 1 - Series(x); }
        double fraction = x;
        for (int k = 60; k >= 1; k--) { fraction = x + (k / 2.0 / fraction); }
        return Math.Exp(-x * x) / (fraction * 1.772453850905516);
    }
}
