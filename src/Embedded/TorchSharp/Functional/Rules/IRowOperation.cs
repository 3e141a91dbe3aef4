using System.Numerics;

namespace TorchSharp;

/// <summary>A function of each row as a whole, and its gradient.</summary>
internal interface IRowOperation
{
    /// <summary>Whether the gradient is written in terms of the result; else of the input.</summary>
    static abstract bool SavesResult { get; }

    void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>;

    void Gradient<T>(ReadOnlySpan<T> gradient, ReadOnlySpan<T> saved, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
