namespace MultimodalML.Kernels.Galleries;

/// <summary>One format of a gallery: how rows are encoded, and their inner products with a query.</summary>
internal unsafe interface IRowCodes
{
    /// <summary>Bytes from a row to the next.</summary>
    static abstract int Stride(int length);

    /// <summary>Bytes of an encoded query.</summary>
    static abstract int QueryBytes(int length);

    /// <summary>Encodes a row, and returns what its products have to be multiplied with.</summary>
    static abstract float EncodeRow(ReadOnlySpan<float> row, byte* codes);

    /// <summary>As <see cref="EncodeRow"/>, for the other factor.</summary>
    static abstract float EncodeQuery(ReadOnlySpan<float> query, byte* codes);

    /// <summary>Inner products of a query with four rows.</summary>
    static abstract void Products(byte* query, byte* row0, byte* row1, byte* row2, byte* row3, int length, float* products);
}
