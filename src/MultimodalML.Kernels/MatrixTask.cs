namespace MultimodalML.Kernels;

/// <summary>One matrix product with its matrices pinned; the fields are <see cref="MatrixProduct"/>'s parameters.</summary>
internal unsafe struct MatrixTask
{
    public int M, N, K;
    public float* A;

    /// <summary>op(A)(i, p) lies at A[i·RowStride + p·ColumnStride].</summary>
    public nint RowStride, ColumnStride;

    public float* B;
    public nint BStride;
    public bool TransposeB;
    public float* C;
    public nint CStride;
    public bool Accumulate;
    public float* Bias;
    public Activation Activation;

    /// <summary>What the caller reads next, or null: brought into the second-level cache meanwhile, as much as a packed strip of B.</summary>
    public float* Ahead;
}
