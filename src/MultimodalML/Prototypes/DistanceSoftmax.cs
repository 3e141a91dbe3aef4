using System.Numerics.Tensors;

namespace MultimodalML.Prototypes;

/// <summary>Probabilities from distances that keep the distances' order even where a plain softmax would round to 0.</summary>
internal static class DistanceSoftmax
{
    private const float Floor = -60; // e^-60 ≈ 1e-26 of the largest: from here on probabilities fall slower, so that none reaches 0 and order is kept
    private const double Lowest = -87; // e^-87 is the smallest normal float

    /// <summary>Replaces the distances of one item to the classes by probabilities; +∞ becomes 0. All infinite: all 0.</summary>
    public static void Apply(Span<float> distances, double temperature)
    {
        float nearest = TensorPrimitives.Min<float>(distances);
        if (float.IsPositiveInfinity(nearest))
        {
            distances.Clear();
            return;
        }

        TensorPrimitives.Subtract(distances, nearest, distances);
        TensorPrimitives.Multiply(distances, (float)Math.Max(-1 / temperature, -1e30), distances); // exponents, the largest 0; no infinity times 0
        if (TensorPrimitives.Min<float>(distances) >= Floor)
        {
            TensorPrimitives.Exp(distances, distances);
        }
        else
        {
            foreach (ref float value in distances)
            {
                value = FlooredExp(value);
            }
        }

        TensorPrimitives.Divide(distances, TensorPrimitives.Sum<float>(distances), distances);
    }

    private static float FlooredExp(double exponent) => exponent switch
    {
        double.NegativeInfinity => 0,
        >= Floor => (float)Math.Exp(exponent),
        _ => (float)Math.Exp(Math.Max(Floor - Math.Log(1 + Floor - exponent), Lowest)),
    };
}
