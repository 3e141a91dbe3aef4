namespace TorchSharp;

internal static class Broadcasting
{
    /// <summary>The gradient of an input that was broadcast and converted: summed to its shape, in its type. Owned by the caller.</summary>
    public static TensorData GradientFor(TensorData gradient, in SavedShape input)
    {
        TensorData sum = Reduce.SumTo(gradient, input.Sizes);
        if (sum.Type == input.Type)
        {
            return sum;
        }
        using TensorData wider = sum;
        return Cast.To(wider, input.Type);
    }

    /// <summary>As above for a gradient the caller made and gives up.</summary>
    public static TensorData GradientFor(in SavedShape input, TensorData gradient)
    {
        using TensorData own = gradient;
        return GradientFor(own, input);
    }
}
