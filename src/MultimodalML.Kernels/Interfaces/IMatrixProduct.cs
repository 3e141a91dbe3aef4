namespace MultimodalML.Kernels.Interfaces;

/// <summary>C [m, n] = activation(op(A)·op(B) + bias) of dense row-major matrices.</summary>
internal interface IMatrixProduct
{
    /// <param name="m">Rows of op(A) and C.</param>
    /// <param name="n">Columns of op(B) and C.</param>
    /// <param name="k">Columns of op(A), rows of op(B); 0 gives sums of 0.</param>
    /// <param name="a">[m, k], or [k, m] if transposed.</param>
    /// <param name="transposeA">op(A) is A transposed.</param>
    /// <param name="b">[k, n], or [n, k] if transposed.</param>
    /// <param name="transposeB">op(B) is B transposed.</param>
    /// <param name="bias">n values, or none.</param>
    /// <param name="activation">Applied at the end; NaN stays NaN.</param>
    /// <param name="c">[m, n], overwritten.</param>
    void Multiply(int m, int n, int k, ReadOnlySpan<float> a, bool transposeA, ReadOnlySpan<float> b, bool transposeB, ReadOnlySpan<float> bias, Activation activation, Span<float> c);
}
