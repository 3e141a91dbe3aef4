using System.Numerics;
using System.Runtime.InteropServices;

namespace MultimodalML.Kernels;

/// <summary>Similarity or distance of every row of A [m, length] to every row of B [n, length], as a dense matrix [m, n]; one matrix product each.</summary>
internal static class PairwiseSimilarity
{
    /// <summary>The one that <paramref name="similarity"/> names.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Compute(Similarity similarity, int m, int n, int length, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result)
    {
        switch (similarity)
        {
            case Similarity.InnerProduct: InnerProduct(m, n, length, a, b, result); break;
            case Similarity.Cosine: Cosine(m, n, length, a, b, result); break;
            default: SquaredEuclidean(m, n, length, a, b, result); break;
        }
    }

    /// <summary>aᵢ·bⱼ.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void InnerProduct(int m, int n, int length, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result) =>
        MatrixProduct.Multiply(m, n, length, a, length, false, b, length, true, result, n);

    /// <summary>aᵢ·bⱼ / (|aᵢ| |bⱼ|), 0 where either row is all zeros.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Cosine(int m, int n, int length, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result)
    {
        InnerProduct(m, n, length, a, b, result);
        using var norms = new RowNorms(m, n, length, a, b);
        InvertRoots(norms.A);
        InvertRoots(norms.B);
        for (int i = 0; i < m; i++)
        {
            Span<float> row = result.Slice(i * n, n);
            float scale = norms.A[i];
            Span<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(row);
            ReadOnlySpan<Vector<float>> scales = MemoryMarshal.Cast<float, Vector<float>>(norms.B);
            for (int j = 0; j < values.Length; j++)
            {
                values[j] *= scales[j] * scale;
            }
            for (int j = values.Length * Vector<float>.Count; j < n; j++)
            {
                row[j] *= norms.B[j] * scale;
            }
        }
    }

    /// <summary>|aᵢ − bⱼ|², computed as |aᵢ|² + |bⱼ|² − 2 aᵢ·bⱼ and never below 0.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    /// <remarks>The error is about 10⁻⁷ (|aᵢ|² + |bⱼ|²), not relative to the distance: rows that lie close together far from the origin lose digits.</remarks>
    public static void SquaredEuclidean(int m, int n, int length, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result)
    {
        InnerProduct(m, n, length, a, b, result);
        using var norms = new RowNorms(m, n, length, a, b);
        for (int i = 0; i < m; i++)
        {
            Span<float> row = result.Slice(i * n, n);
            float square = norms.A[i];
            Span<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(row);
            ReadOnlySpan<Vector<float>> squares = MemoryMarshal.Cast<float, Vector<float>>(norms.B);
            for (int j = 0; j < values.Length; j++)
            {
                Vector<float> distance = new Vector<float>(square) + squares[j] - (2 * values[j]);
                values[j] = Vector.ConditionalSelect(Vector.LessThan(distance, Vector<float>.Zero), Vector<float>.Zero, distance);
            }
            for (int j = values.Length * Vector<float>.Count; j < n; j++)
            {
                float distance = square + norms.B[j] - (2 * row[j]);
                row[j] = distance < 0 ? 0 : distance;
            }
        }
    }

    private static void InvertRoots(Span<float> squares)
    {
        for (int i = 0; i < squares.Length; i++)
        {
            squares[i] = squares[i] == 0 ? 0 : 1 / MathF.Sqrt(squares[i]);
        }
    }

    /// <summary>The squared lengths of both matrices' rows, in a pooled array.</summary>
    private readonly ref struct RowNorms
    {
        private readonly float[] _values;

        public RowNorms(int m, int n, int length, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
        {
            _values = System.Buffers.ArrayPool<float>.Shared.Rent(m + n);
            A = _values.AsSpan(0, m);
            B = _values.AsSpan(m, n);
            RowOperations.SumsOfSquares(m, length, a, A);
            RowOperations.SumsOfSquares(n, length, b, B);
        }

        public Span<float> A { get; }

        public Span<float> B { get; }

        public void Dispose() => System.Buffers.ArrayPool<float>.Shared.Return(_values);
    }
}
