using System.Numerics;
using System.Numerics.Tensors;

namespace TorchSharp;

internal readonly struct ReluOperation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Max(x, T.Zero, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.GreaterThan(saved, Vector<T>.Zero), gradient, Vector<T>.Zero);
}

internal readonly struct SigmoidOperation : IUnaryOperation
{
    public bool SavesResult => true;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Sigmoid(x, destination);

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> => gradient * saved * (Vector<T>.One - saved);
}

/// <summary>x kept between two bounds; at a bound the gradient still passes.</summary>
internal readonly struct ClampOperation(double minimum, double maximum) : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Max(x, T.CreateTruncating(minimum), destination);
        TensorPrimitives.Min<T>(destination[..x.Length], T.CreateTruncating(maximum), destination);
    }

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> isInside = Vector.GreaterThanOrEqual(saved, Vector.Create(T.CreateTruncating(minimum)))
            & Vector.LessThanOrEqual(saved, Vector.Create(T.CreateTruncating(maximum)));
        return Vector.ConditionalSelect(isInside, gradient, Vector<T>.Zero);
    }
}

/// <summary>x where positive, else slope x.</summary>
internal readonly struct LeakyReluOperation(double slope) : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T factor = T.CreateTruncating(slope);
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = x[i] > T.Zero ? x[i] : x[i] * factor;
        }
    }

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.GreaterThan(saved, Vector<T>.Zero), gradient, gradient * Vector.Create(T.CreateTruncating(slope)));
}

/// <summary>ln(1 + exp(β x)) / β; x itself where β x is above the threshold.</summary>
internal readonly struct SoftplusOperation(double beta, double threshold) : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T b = T.CreateTruncating(beta), limit = T.CreateTruncating(threshold);
        for (int i = 0; i < x.Length; i++)
        {
            T scaled = x[i] * b;
            destination[i] = scaled > limit ? x[i] : T.LogP1(T.Exp(scaled)) / b;
        }
    }

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> scaled = saved * Vector.Create(T.CreateTruncating(beta));
        Vector<T> sigmoid = Vector<T>.One / (Vector<T>.One + VectorFunctions.Exp(-scaled));
        return Vector.ConditionalSelect(Vector.GreaterThan(scaled, Vector.Create(T.CreateTruncating(threshold))), gradient, gradient * sigmoid);
    }
}

/// <summary>ln σ(x) = min(x, 0) − ln(1 + exp(−|x|)).</summary>
internal readonly struct LogSigmoidOperation : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = T.Min(x[i], T.Zero) - T.LogP1(T.Exp(-T.Abs(x[i])));
        }
    }

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T> =>
        gradient / (Vector<T>.One + VectorFunctions.Exp(saved));
}

/// <summary>x σ(x).</summary>
internal readonly struct SiluOperation : IUnaryOperation
{
    public bool SavesResult => false;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = x[i] / (T.One + T.Exp(-x[i]));
        }
    }

    public Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> sigmoid = Vector<T>.One / (Vector<T>.One + VectorFunctions.Exp(-saved));
        return gradient * sigmoid * (Vector<T>.One + (saved * (Vector<T>.One - sigmoid)));
    }
}
