namespace MultimodalML.Kernels.Interfaces;

/// <summary>The best of many values, in order. Of equal values the one with the lower index comes first; NaN comes after every number.</summary>
internal interface ITopK
{
    /// <summary>Fills indices with those of the largest values, largest first; returns how many: the smaller of both lengths. What is left over stays as it is.</summary>
    int Largest(ReadOnlySpan<float> values, Span<int> indices);

    /// <inheritdoc cref="Largest"/>
    int Smallest(ReadOnlySpan<float> values, Span<int> indices);
}
