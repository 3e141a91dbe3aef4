using System.Numerics;

namespace TorchSharp;

/// <summary>A function of each element, and its gradient.</summary>
/// <typeparam name="TSelf">The operation.</typeparam>
internal interface IUnaryOperation<TSelf> : IGradientFormula
    where TSelf : IUnaryOperation<TSelf>
{
    /// <summary>Whether the gradient is written in terms of the result; else of the input.</summary>
    static abstract bool SavesResult { get; }

    static abstract void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Gradient of an element: from the result's gradient and the saved value.</summary>
internal interface IGradientFormula
{
    static abstract Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T>;
}
