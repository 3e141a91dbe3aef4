using System.Numerics.Tensors;

namespace Microsoft.ML.Numerics;

/// <summary>The last steps and what they changed in the gradient: what L-BFGS knows of the second derivatives.</summary>
internal sealed class LbfgsHistory(int capacity, int length)
{
    private readonly Queue<(float[] Step, float[] Change)> _pairs = new();
    private readonly float[] _masked = new float[length];

    /// <summary>Takes a step from x to newX; the oldest falls out when there are too many.</summary>
    public void Add(float[] x, float[] newX, float[] gradient, float[] newGradient)
    {
        (float[] step, float[] change) = _pairs.Count == capacity ? _pairs.Dequeue() : (new float[length], new float[length]);
        TensorPrimitives.Subtract(newX, x, step);
        TensorPrimitives.Subtract(newGradient, gradient, change);
        _pairs.Enqueue((step, change));
    }

    /// <summary>Multiplies a direction by the inverse of the Hessian: the two-loop recursion.</summary>
    /// <param name="direction">Replaced by the product.</param>
    /// <param name="mask">1 for the values that move, 0 for those that stay: these are left out of the pairs too. Empty: all move.</param>
    public void ApplyInverseHessian(float[] direction, float[] mask)
    {
        (float[] Step, float[] Change)[] pairs = [.. _pairs];
        var factors = new float[pairs.Length];
        var products = new float[pairs.Length];
        float scale = 0;
        for (int i = pairs.Length - 1; i >= 0; i--)
        {
            (float[] step, float[] change) = pairs[i];
            products[i] = Dot(step, change, mask);
            if (products[i] > 0)
            {
                scale = scale == 0 ? products[i] / Dot(change, change, mask) : scale;
                factors[i] = TensorPrimitives.Dot<float>(step, direction) / products[i];
                Add(change, -factors[i], mask, direction);
            }
        }
        if (scale == 0)
        {
            return;
        }

        TensorPrimitives.Multiply<float>(direction, scale, direction);
        for (int i = 0; i < pairs.Length; i++)
        {
            (float[] step, float[] change) = pairs[i];
            if (products[i] > 0)
            {
                Add(step, factors[i] - TensorPrimitives.Dot<float>(change, direction) / products[i], mask, direction);
            }
        }
    }

    private float Dot(float[] x, float[] y, float[] mask)
    {
        if (mask.Length == 0)
        {
            return TensorPrimitives.Dot<float>(x, y);
        }
        TensorPrimitives.Multiply(x, mask, _masked);
        return TensorPrimitives.Dot<float>(_masked, y);
    }

    private static void Add(float[] x, float factor, float[] mask, float[] direction)
    {
        TensorPrimitives.MultiplyAdd<float>(x, factor, direction, direction);
        if (mask.Length > 0)
        {
            TensorPrimitives.Multiply<float>(direction, mask, direction);
        }
    }
}
