namespace TorchSharp;

/// <summary>The shape of an input, kept by a node that does not need its values.</summary>
internal struct SavedShape
{
    private readonly Dimensions _sizes;
    private readonly int _rank;

    public SavedShape(TensorData input)
    {
        _rank = input.Rank;
        _sizes = new Dimensions(input.Shape);
        Type = input.Type;
    }

    public torch.ScalarType Type { get; }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<long> Sizes => ((ReadOnlySpan<long>)_sizes)[.._rank];
}
