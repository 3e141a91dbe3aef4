using System.Numerics.Tensors;
using Microsoft.ML.Data;

namespace Microsoft.ML.Numerics;

/// <summary>Products of dense weights with vectors of a column.</summary>
internal static class VectorProducts
{
    /// <summary>Σ weights · vector, over the stored values only.</summary>
    public static float Dot(ReadOnlySpan<float> weights, in VBuffer<float> vector)
    {
        ReadOnlySpan<float> values = vector.GetValues();
        if (vector.IsDense)
        {
            return TensorPrimitives.Dot(weights, values);
        }
        ReadOnlySpan<int> indices = vector.GetIndices();
        float sum = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            sum += weights[indices[i]] * values[i];
        }
        return sum;
    }
}
