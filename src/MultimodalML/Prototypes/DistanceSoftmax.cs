namespace MultimodalML.Prototypes;

/// <summary>Probabilities from distances that keep the distances' order even where a plain softmax would round to 0.</summary>
internal static class DistanceSoftmax
{
    private const double Floor = -60; // e^-60 ≈ 1e-26 of the largest: from here on probabilities fall slower, so that none reaches 0 and order is kept
    private const double Lowest = -87; // e^-87 is the smallest normal float

    /// <summary>Replaces the distances of one item to the classes by probabilities; +∞ becomes 0. All infinite: all 0.</summary>
    public static void Apply(Span<float> distances, double temperature)
    {
        float nearest = float.PositiveInfinity;
        foreach (float distance in distances)
        {
            nearest = Math.Min(nearest, distance);
        }

        double sum = 0;
        foreach (float distance in distances)
        {
            sum += Weight(distance, nearest, temperature);
        }

        foreach (ref float distance in distances)
        {
            distance = sum > 0 ? (float)(Weight(distance, nearest, temperature) / sum) : 0;
        }
    }

    private static double Weight(float distance, float nearest, double temperature)
    {
        if (float.IsPositiveInfinity(distance))
        {
            return 0;
        }

        double exponent = ((double)nearest - distance) / temperature;
        if (exponent < Floor)
        {
            exponent = Math.Max(Floor - Math.Log(1 + Floor - exponent), Lowest);
        }

        return Math.Exp(exponent);
    }
}
