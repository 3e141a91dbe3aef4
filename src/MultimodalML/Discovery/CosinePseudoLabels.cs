using System.Buffers;
using MultimodalML.Kernels;

namespace MultimodalML.Discovery;

/// <summary>Rows are alike when the cosine of the angle between them is large enough.</summary>
public sealed class CosinePseudoLabels : IPseudoLabels
{
    private readonly float? _threshold;

    /// <param name="threshold">Smallest cosine of rows that are alike, −1 to 1; null for the one that marks half as many pairs of a batch as equally frequent categories have.</param>
    public CosinePseudoLabels(double? threshold = null)
    {
        if (threshold is not (null or (>= -1 and <= 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "threshold is a cosine, −1 to 1.");
        }
        _threshold = (float?)threshold;
    }

    /// <inheritdoc/>
    public void Compare(ReadOnlySpan<float> representations, int length, int categoryCount, Span<bool> alike)
    {
        int count = PairTable.RowCount(representations, length, alike);
        float[] cosines = ArrayPool<float>.Shared.Rent(count * count);
        PairwiseSimilarity.Cosine(count, count, length, representations, representations, cosines);
        PairTable.Fill(cosines, _threshold ?? PairTable.Threshold<float>(cosines, count, categoryCount), count, alike);
        ArrayPool<float>.Shared.Return(cosines);
    }
}
