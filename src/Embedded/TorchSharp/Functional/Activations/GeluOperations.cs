using System.Numerics;

namespace TorchSharp;

/// <summary>x Φ(x), Φ the normal distribution function.</summary>
internal readonly struct GeluOperation : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => VectorFormula.Apply<Value, T>(x, destination);

    // Φ(x) + x φ(x)
    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> density = VectorFunctions.Exp(saved * saved * T.CreateTruncating(-0.5)) * T.CreateTruncating(0.3989422804014327);
        return gradient * (VectorFormula.NormalDistribution(saved) + (saved * density));
    }

    private readonly struct Value : VectorFormula.IFormula
    {
        public static Vector<T> Compute<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => x * VectorFormula.NormalDistribution(x);
    }
}

/// <summary>x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2.</summary>
internal readonly struct GeluTanhOperation : IUnaryOperation
{
    private const double RootOfTwoOverPi = 0.7978845608028654;
    private const double Cubic = 0.044715;

    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => VectorFormula.Apply<Value, T>(x, destination);

    // (1 + tanh u) / 2 is σ(2u), so the derivative is σ + x σ (1 − σ) 2u'
    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> sigmoid = Share(saved);
        Vector<T> slope = (Vector<T>.One + (saved * saved * T.CreateTruncating(3 * Cubic))) * T.CreateTruncating(2 * RootOfTwoOverPi);
        return gradient * (sigmoid + (saved * sigmoid * (Vector<T>.One - sigmoid) * slope));
    }

    private static Vector<T> Share<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorFormula.Sigmoid((x + (x * x * x * T.CreateTruncating(Cubic))) * T.CreateTruncating(2 * RootOfTwoOverPi));

    private readonly struct Value : VectorFormula.IFormula
    {
        public static Vector<T> Compute<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => x * Share(x);
    }
}
