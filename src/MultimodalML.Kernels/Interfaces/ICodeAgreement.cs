namespace MultimodalML.Kernels.Interfaces;

/// <summary>In how many places rows of byte codes are equal.</summary>
internal interface ICodeAgreement
{
    /// <summary>Every row of A [m, length] with every row of B [n, length], as [m, n].</summary>
    void Count(int m, int n, int length, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<int> counts);

    /// <summary>All pairs of rows of a matrix [rows, length] that agree in <paramref name="minimum"/> places or more, ordered by first and then by second row.</summary>
    IReadOnlyList<CodeMatch> Pairs(int rows, int length, ReadOnlySpan<byte> codes, int minimum);
}
