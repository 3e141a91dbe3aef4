using System.Numerics;

namespace TorchSharp;

/// <summary>A loss of a value against its target, and its two gradients; α is a setting of the loss.</summary>
internal interface IPairFormula
{
    static abstract Vector<T> Value<T>(Vector<T> x, Vector<T> target, Vector<T> alpha)
        where T : unmanaged, IFloatingPointIeee754<T>;

    static abstract Vector<T> Gradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha)
        where T : unmanaged, IFloatingPointIeee754<T>;

    static abstract Vector<T> TargetGradient<T>(Vector<T> x, Vector<T> target, Vector<T> alpha)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
