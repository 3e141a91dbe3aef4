using System.Numerics;

namespace TorchSharp;

/// <summary>A function of each element, and its gradient. What it depends on besides the element is in its fields.</summary>
internal interface IUnaryOperation : IGradientFormula
{
    /// <summary>Whether the gradient is written in terms of the result; else of the input.</summary>
    bool SavesResult { get; }

    void Invoke<T>(ReadOnlySpan<T> x, Span<T> destination) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Gradient of an element: from the result's gradient and the saved value.</summary>
internal interface IGradientFormula
{
    Vector<T> Gradient<T>(Vector<T> gradient, Vector<T> saved) where T : unmanaged, IFloatingPointIeee754<T>;
}
