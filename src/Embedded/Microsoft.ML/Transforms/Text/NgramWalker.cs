namespace Microsoft.ML.Transforms.Text;

/// <summary>Visits the n-grams of a sequence of keys: at each position those of length 1 to n, with up to so many keys left out between the first and the last.</summary>
internal static class NgramWalker
{
    /// <summary>n-gram length plus skips is at most this.</summary>
    public const int MaximumReach = 10;

    /// <summary>Calls <paramref name="visitor"/> with each n-gram, position by position, shorter ones and fewer skips first.</summary>
    public static void Walk<TVisitor>(ReadOnlySpan<uint> keys, int length, int skips, ref TVisitor visitor)
        where TVisitor : struct, INgramVisitor
    {
        Span<uint> ngram = stackalloc uint[MaximumReach];
        for (int start = 0; start < keys.Length; start++)
        {
            ngram[0] = keys[start];
            visitor.Visit(ngram[..1]);
            Extend(keys[start..], length, skips, ngram, 1, 0, ref visitor);
        }
    }

    private static void Extend<TVisitor>(ReadOnlySpan<uint> keys, int length, int skips, Span<uint> ngram, int count, int skipped, ref TVisitor visitor)
        where TVisitor : struct, INgramVisitor
    {
        for (int skip = skipped; count < length && skip <= skips && count + skip < keys.Length; skip++)
        {
            ngram[count] = keys[count + skip];
            visitor.Visit(ngram[..(count + 1)]);
            Extend(keys, length, skips, ngram, count + 1, skip, ref visitor);
        }
    }
}

/// <summary>Takes the n-grams of <see cref="NgramWalker"/>.</summary>
internal interface INgramVisitor
{
    void Visit(ReadOnlySpan<uint> ngram);
}
