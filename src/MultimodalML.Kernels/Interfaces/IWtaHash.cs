namespace MultimodalML.Kernels.Interfaces;

/// <summary>Winner-take-all codes: the place of the largest of some entries. Of equal ones the first wins; NaN counts as −∞.</summary>
internal interface IWtaHash
{
    /// <param name="rows">Rows of values and codes.</param>
    /// <param name="length">Values in a row.</param>
    /// <param name="values">[rows, length].</param>
    /// <param name="windows">[codes of a row, windowSize], indices of values.</param>
    /// <param name="windowSize">1 to 256.</param>
    /// <param name="codes">[rows, codes of a row], overwritten.</param>
    void Compute(int rows, int length, ReadOnlySpan<float> values, ReadOnlySpan<int> windows, int windowSize, Span<byte> codes);
}
