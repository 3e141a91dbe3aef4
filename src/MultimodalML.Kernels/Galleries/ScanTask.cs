using System.Numerics;

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

    /// <summary>[slots, queries, candidates]. A thread keeps what it finds in a slot of its own.</summary>
    public ulong* Keys;

    /// <summary>A bit for each slot in use.</summary>
    public long* Slots;

    public int Parts;

    public readonly int FirstRow(int part) => (int)((long)Source.Count * part / Parts);

    public readonly BestRows Best(int slot, int query) => new(new Span<ulong>(Keys + ((((nint)slot * QueryCount) + query) * Candidates), Candidates));

    /// <summary>The first slot that no thread has; there are as many as threads, up to 64.</summary>
    public readonly int TakeSlot()
    {
        while (true)
        {
            long taken = Volatile.Read(ref *Slots);
            if (taken != -1 && Interlocked.CompareExchange(ref *Slots, taken | (taken + 1), taken) == taken)
            {
                return BitOperations.TrailingZeroCount(~taken);
            }
        }
    }

    public readonly void ReturnSlot(int slot) => Interlocked.And(ref *Slots, ~(1L << slot));
}
