namespace MultimodalML.Kernels.Galleries;

/// <summary>One pass over a gallery, with everything pinned.</summary>
internal unsafe struct ScanTask
{
    public ScanSource Source;
    public float* Queries;
    public int QueryCount;
    public byte* EncodedQueries;

    /// <summary>What products of an encoded query have to be multiplied with.</summary>
    public float* QueryScales;

    /// <summary>Best rows to keep for a query.</summary>
    public int Candidates;

    /// <summary>[parts, queries, candidates].</summary>
    public ulong* Keys;

    public int Parts;

    public readonly int FirstRow(int part) => (int)((long)Source.Count * part / Parts);

    public readonly BestRows Best(int part, int query) => new(new Span<ulong>(Keys + ((((nint)part * QueryCount) + query) * Candidates), Candidates));
}
