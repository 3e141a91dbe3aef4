namespace MultimodalML.Kernels.Galleries;

/// <summary>A gallery's rows, pinned.</summary>
internal unsafe struct ScanSource
{
    public byte* Rows;
    public int Count, Length;

    /// <summary>A row's score is its product with the query times its scale plus its bias; null: 1 and 0.</summary>
    public float* Scales, Biases;
}
