using System.Numerics;
using System.Numerics.Tensors;

namespace TorchSharp;

/// <summary>How values fold into one.</summary>
internal interface IFold
{
    static abstract T Start<T>() where T : unmanaged, INumber<T>;

    /// <summary>The value so far, and more values.</summary>
    static abstract T Fold<T>(T folded, ReadOnlySpan<T> values) where T : unmanaged, INumber<T>;

    /// <summary>Many values so far, one more value each.</summary>
    static abstract void Fold<T>(Span<T> folded, ReadOnlySpan<T> values) where T : unmanaged, INumber<T>;
}

internal readonly struct SumFold : IFold
{
    public static T Start<T>() where T : unmanaged, INumber<T> => T.Zero;

    public static T Fold<T>(T folded, ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => folded + TensorPrimitives.Sum(values);

    public static void Fold<T>(Span<T> folded, ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => TensorPrimitives.Add(folded, values, folded);
}

internal readonly struct ProductFold : IFold
{
    public static T Start<T>() where T : unmanaged, INumber<T> => T.One;

    public static T Fold<T>(T folded, ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => folded * TensorPrimitives.Product(values);

    public static void Fold<T>(Span<T> folded, ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => TensorPrimitives.Multiply(folded, values, folded);
}

internal readonly struct MaximumFold : IFold
{
    public static T Start<T>() where T : unmanaged, INumber<T> => T.CreateSaturating(double.NegativeInfinity);

    public static T Fold<T>(T folded, ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => T.Max(folded, TensorPrimitives.Max(values));

    public static void Fold<T>(Span<T> folded, ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => TensorPrimitives.Max(folded, values, folded);
}

internal readonly struct MinimumFold : IFold
{
    public static T Start<T>() where T : unmanaged, INumber<T> => T.CreateSaturating(double.PositiveInfinity);

    public static T Fold<T>(T folded, ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => T.Min(folded, TensorPrimitives.Min(values));

    public static void Fold<T>(Span<T> folded, ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => TensorPrimitives.Min(folded, values, folded);
}
