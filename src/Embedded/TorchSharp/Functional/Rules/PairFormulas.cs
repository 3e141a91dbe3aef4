using System.Numerics;

namespace TorchSharp;

/// <summary>(x − t)².</summary>
internal readonly struct SquaredError : IPairFormula
{
    public static Vector<T> Value<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => (x - target) * (x - target);

    public static Vector<T> Gradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => (x - target) + (x - target);

    public static Vector<T> TargetGradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => -Gradient(x, target, alpha);
}

/// <summary>|x − t|.</summary>
internal readonly struct AbsoluteError : IPairFormula
{
    public static Vector<T> Value<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => Vector.Abs(x - target);

    public static Vector<T> Gradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => VectorFormula.Sign(x - target);

    public static Vector<T> TargetGradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => -Gradient(x, target, alpha);
}

/// <summary>d² / 2α where d = |x − t| is below α, else d − α/2.</summary>
internal readonly struct SmoothAbsoluteError : IPairFormula
{
    public static Vector<T> Value<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> distance = Vector.Abs(x - target), half = new(T.CreateTruncating(0.5));
        return Vector.ConditionalSelect(Vector.LessThan(distance, alpha), half * distance * distance / alpha, distance - (half * alpha));
    }

    public static Vector<T> Gradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> difference = x - target;
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(difference), alpha), difference / alpha, VectorFormula.Sign(difference));
    }

    public static Vector<T> TargetGradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => -Gradient(x, target, alpha);
}

/// <summary>d² / 2 where d = |x − t| is below α, else α (d − α/2). Source: Huber 1964.</summary>
internal readonly struct HuberError : IPairFormula
{
    public static Vector<T> Value<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> distance = Vector.Abs(x - target), half = new(T.CreateTruncating(0.5));
        return Vector.ConditionalSelect(Vector.LessThan(distance, alpha), half * distance * distance, alpha * (distance - (half * alpha)));
    }

    public static Vector<T> Gradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.Max(-alpha, Vector.Min(alpha, x - target));

    public static Vector<T> TargetGradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => -Gradient(x, target, alpha);
}

/// <summary>−t ln x − (1 − t) ln(1 − x), the logarithms no lower than −100.</summary>
internal readonly struct BinaryCrossEntropy : IPairFormula
{
    public static Vector<T> Value<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.EqualsAll(target * target, target) // 0 and 1 alone: one of the two logarithms counts
            ? -Log(Vector.ConditionalSelect(Vector.Equals(target, Vector<T>.Zero), Vector<T>.One - x, x))
            : -((target * Log(x)) + ((Vector<T>.One - target) * Log(Vector<T>.One - x)));

    public static Vector<T> Gradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> =>
        (x - target) / Vector.Max(x * (Vector<T>.One - x), new Vector<T>(T.CreateTruncating(1e-12)));

    public static Vector<T> TargetGradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => Log(Vector<T>.One - x) - Log(x);

    private static Vector<T> Log<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Vector.Max(VectorFunctions.Log(x), new Vector<T>(T.CreateTruncating(-100)));
}

/// <summary>Binary cross-entropy of σ(x): (1 − t) x + max(−x, 0) + ln(1 + e^−|x|).</summary>
internal readonly struct LogitCrossEntropy : IPairFormula
{
    public static Vector<T> Value<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> =>
        ((Vector<T>.One - target) * x) + Vector.Max(-x, Vector<T>.Zero) + VectorFormula.LogOnePlus(VectorFunctions.Exp(-Vector.Abs(x)));

    public static Vector<T> Gradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> =>
        (Vector<T>.One / (Vector<T>.One + VectorFunctions.Exp(-x))) - target;

    public static Vector<T> TargetGradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => -x;
}

/// <summary>t (ln t − x), 0 where t is 0: x are logarithms of probabilities, t probabilities.</summary>
internal readonly struct RelativeEntropy : IPairFormula
{
    public static Vector<T> Value<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.Equals(target, Vector<T>.Zero), Vector<T>.Zero, target * VectorFunctions.Log(target)) - (target * x);

    public static Vector<T> Gradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => -target;

    public static Vector<T> TargetGradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => VectorFunctions.Log(target) + Vector<T>.One - x;
}

/// <summary>eᵗ (t − x): both are logarithms of probabilities.</summary>
internal readonly struct LogRelativeEntropy : IPairFormula
{
    public static Vector<T> Value<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => VectorFunctions.Exp(target) * (target - x);

    public static Vector<T> Gradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> => -VectorFunctions.Exp(target);

    public static Vector<T> TargetGradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha) where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorFunctions.Exp(target) * (target - x + Vector<T>.One);
}
