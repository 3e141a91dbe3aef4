namespace Microsoft.ML.Data;

/// <summary>A member that is a vector, of one length where dimensions are given.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class VectorTypeAttribute : Attribute
{
    public VectorTypeAttribute()
    {
    }

    public VectorTypeAttribute(int size)
        : this([size])
    {
    }

    public VectorTypeAttribute(params int[] dimensions)
    {
        foreach (int dimension in dimensions)
        {
            if (dimension < 0)
            {
                throw new ArgumentException($"Should contain only non-negative values, not {dimension}.", nameof(dimensions));
            }
        }

        Dimensions = dimensions;
    }

    internal int[] Dimensions { get; } = [];
}
