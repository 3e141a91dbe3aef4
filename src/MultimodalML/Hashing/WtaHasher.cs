using MultimodalML.Kernels;

namespace MultimodalML.Hashing;

/// <summary>Winner-take-all codes of vectors. The share of equal codes estimates how alike two vectors rank their dimensions.</summary>
/// <remarks>
/// <para>Code h of x is argmaxⱼ x[πₕ(j)], j = 0 … WindowSize − 1, for a random permutation πₕ; the first of equal values wins. It depends on the order of the values alone, so any
/// increasing function of them leaves it as it is. Two unrelated vectors agree in 1 / WindowSize of the codes.</para>
/// <para>Safe for use by several threads. Source: Yagnik et al., "The Power of Comparative Reasoning", ICCV 2011, section 2.</para>
/// </remarks>
public sealed class WtaHasher
{
    private readonly int[] _windows; // [CodeCount, WindowSize]: the dimensions that each code compares

    /// <summary>Draws the permutations.</summary>
    /// <param name="length">Values of a vector, at least <see cref="WtaHashOptions.WindowSize"/>.</param>
    /// <param name="options">Code count, window size and seed; null for the defaults. Column names do not matter here.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range, or the window is longer than the vector.</exception>
    public WtaHasher(int length, WtaHashOptions? options = null)
    {
        options ??= new WtaHashOptions();
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (options.WindowSize > length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.WindowSize, $"WindowSize must be at most the vector's length, {length}.");
        }

        (Length, CodeCount, WindowSize) = (length, options.CodeCount, options.WindowSize);
        _windows = Draw(length, options);
    }

    /// <summary>Values of a vector.</summary>
    public int Length { get; }

    /// <summary>Codes of a vector.</summary>
    public int CodeCount { get; }

    /// <summary>Values compared for one code; codes are 0 to WindowSize − 1.</summary>
    public int WindowSize { get; }

    /// <summary>The codes of some vectors.</summary>
    /// <param name="rows">[n, <see cref="Length"/>], row-major; a NaN counts as −∞.</param>
    /// <param name="codes">[n, <see cref="CodeCount"/>], row-major; overwritten.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Hash(ReadOnlySpan<float> rows, Span<byte> codes)
    {
        int count = rows.Length / Length;
        if (rows.Length != count * Length || codes.Length != count * CodeCount)
        {
            throw new ArgumentException(
                $"rows has {rows.Length} values and codes {codes.Length}; {Length} values give {CodeCount} codes.", nameof(codes));
        }

        WtaHash.Compute(count, Length, rows, _windows, WindowSize, codes);
    }

    /// <summary>The codes of one vector.</summary>
    /// <exception cref="ArgumentException">The vector has another length.</exception>
    public byte[] Hash(ReadOnlySpan<float> row)
    {
        byte[] codes = new byte[CodeCount];
        Hash(row, codes);
        return codes;
    }

    /// <summary>Share of equal codes, 0 to 1.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    public static double Agreement(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != b.Length || a.IsEmpty)
        {
            throw new ArgumentException($"a has {a.Length} codes and b {b.Length}; they must be equal and not 0.", nameof(b));
        }

        return (double)CodeAgreement.Count(a, b) / a.Length;
    }

    private static int[] Draw(int length, WtaHashOptions options)
    {
        var random = new PortableRandom(options.Seed);
        int[] windows = new int[checked(options.CodeCount * options.WindowSize)];
        int[] permutation = new int[length];
        for (int code = 0; code < options.CodeCount; code++)
        {
            for (int i = 0; i < length; i++)
            {
                permutation[i] = i;
            }

            random.Shuffle<int>(permutation, options.WindowSize);
            permutation.AsSpan(0, options.WindowSize).CopyTo(windows.AsSpan(code * options.WindowSize));
        }

        return windows;
    }
}
