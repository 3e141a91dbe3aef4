using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MultimodalML.Kernels;

/// <summary><see cref="Activation"/> over values in place.</summary>
internal static class ActivationFunction
{
    public static void Apply(Activation activation, Span<float> values)
    {
        switch (activation)
        {
            case Activation.Relu: Rectify(values); break;
            case Activation.Tanh: TensorPrimitives.Tanh(values, values); break;
            case Activation.Sigmoid: TensorPrimitives.Sigmoid(values, values); break;
        }
    }

    private static void Rectify(Span<float> values)
    {
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (ref Vector<float> x in vectors)
        {
            x = Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), Vector<float>.Zero, x);
        }
        foreach (ref float x in values[(vectors.Length * Vector<float>.Count)..])
        {
            x = x < 0 ? 0 : x;
        }
    }
}
