namespace MultimodalML.Kernels.Interfaces;

/// <summary>Operations along the rows of a dense matrix [rows, columns].</summary>
internal interface IRowOperations
{
    /// <summary>x / max(|x|₂, 10⁻¹²): a row of zeros stays zero.</summary>
    void Normalize(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination);

    /// <summary>e^(xⱼ − max) / Σ e^(xⱼ − max). A NaN, +∞, or a row of −∞ only, makes its row NaN.</summary>
    void Softmax(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination);

    /// <summary>ln Σ e^xⱼ, [rows]: −∞ for an empty row.</summary>
    void LogSumExp(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination);
}
