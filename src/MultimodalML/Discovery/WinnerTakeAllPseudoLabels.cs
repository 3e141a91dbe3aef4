using System.Buffers;
using MultimodalML.Hashing;
using MultimodalML.Kernels;

namespace MultimodalML.Discovery;

/// <summary>Rows are alike when enough of their winner-take-all codes are equal: codes compare the order of the values, not their size.</summary>
/// <remarks>
/// <para>Unrelated rows agree in 1 / WindowSize of the codes. Safe for use by several threads.</para>
/// <para>Source: Jia et al. 2021, "Joint Representation Learning and Novel Category Discovery on Single- and Multi-modal Data", arXiv:2104.12673; codes of Yagnik et al., ICCV 2011. The defaults are this
/// library's own, found by experiment.</para>
/// </remarks>
public sealed class WinnerTakeAllPseudoLabels : IPseudoLabels
{
    private readonly WtaHashOptions _codes;
    private readonly double? _threshold;
    private volatile WtaHasher? _hasher;

    /// <param name="threshold">Share of equal codes from which two rows are alike: above 1 / <paramref name="windowSize"/>, up to 1; null for the one that marks half as many pairs of a batch as equally frequent categories have.</param>
    /// <param name="codeCount">Codes of a row, at least 1.</param>
    /// <param name="windowSize">Values compared for one code, 2 to 256; at most as many as the representation has.</param>
    /// <param name="seed">Seed of the permutations.</param>
    public WinnerTakeAllPseudoLabels(double? threshold = null, int codeCount = 512, int windowSize = 4, int seed = 1)
    {
        _codes = new WtaHashOptions { CodeCount = codeCount, WindowSize = windowSize, Seed = seed };
        _codes.Validate();
        if (threshold is { } share && !(share > 1.0 / windowSize && share <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, $"threshold must be above 1 / windowSize = {1.0 / windowSize:0.###}, which unrelated rows reach by chance, and at most 1.");
        }
        _threshold = threshold;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The representation has fewer values than the window.</exception>
    public void Compare(ReadOnlySpan<float> representations, int length, int categoryCount, Span<bool> alike)
    {
        int count = PairTable.RowCount(representations, length, alike);
        WtaHasher hasher = _hasher is { } made && made.Length == length ? made : _hasher = new WtaHasher(length, _codes);
        byte[] codes = ArrayPool<byte>.Shared.Rent(count * hasher.CodeCount);
        int[] equal = ArrayPool<int>.Shared.Rent(count * count);
        Span<byte> used = codes.AsSpan(0, count * hasher.CodeCount);
        hasher.Hash(representations, used);
        CodeAgreement.Count(count, count, hasher.CodeCount, used, used, equal);
        PairTable.Fill(equal, _threshold is { } share ? (int)Math.Ceiling(share * hasher.CodeCount) : PairTable.Threshold<int>(equal, count, categoryCount), count, alike);
        ArrayPool<byte>.Shared.Return(codes);
        ArrayPool<int>.Shared.Return(equal);
    }
}
