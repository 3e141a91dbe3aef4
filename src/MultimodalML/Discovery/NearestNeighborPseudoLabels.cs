using System.Buffers;
using MultimodalML.Kernels;

namespace MultimodalML.Discovery;

/// <summary>Rows are alike when one of them is among the most similar rows of the other, by cosine.</summary>
/// <remarks>Source of the idea: Cao et al. 2022 (ORCA), "Open-World Semi-Supervised Learning", arXiv:2102.03526, section 4.2, with one neighbour.</remarks>
public sealed class NearestNeighborPseudoLabels : IPseudoLabels
{
    private readonly int _neighborCount;

    /// <param name="neighborCount">Neighbours of each row, at least 1; more than the batch's other rows means all.</param>
    public NearestNeighborPseudoLabels(int neighborCount = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighborCount, 1);
        _neighborCount = neighborCount;
    }

    /// <inheritdoc/>
    public void Compare(ReadOnlySpan<float> representations, int length, int categoryCount, Span<bool> alike)
    {
        int count = PairTable.RowCount(representations, length, alike);
        float[] cosines = ArrayPool<float>.Shared.Rent(count * count);
        PairwiseSimilarity.Cosine(count, count, length, representations, representations, cosines);
        alike.Clear();
        int[] nearest = new int[Math.Min(_neighborCount, Math.Max(count - 1, 0))];
        for (int row = 0; row < count; row++)
        {
            Span<float> others = cosines.AsSpan(row * count, count);
            others[row] = float.NegativeInfinity;
            alike[(row * count) + row] = true;
            foreach (int neighbor in nearest.AsSpan(0, TopK.Largest(others, nearest)))
            {
                alike[(row * count) + neighbor] = true;
                alike[(neighbor * count) + row] = true;
            }
        }
        ArrayPool<float>.Shared.Return(cosines);
    }
}
