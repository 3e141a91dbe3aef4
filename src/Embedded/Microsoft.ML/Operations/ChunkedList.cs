namespace Microsoft.ML.Data;

/// <summary>Runs of items, each in one piece, in chunks that never move.</summary>
internal sealed class ChunkedList<T>
{
    private const int ChunkLength = 1 << 16;
    private readonly List<T[]> _chunks = [];
    private int _used;

    /// <summary>Where the run of some position begins, when all runs have one length above 0.</summary>
    public static long StartOf(int position, int length)
    {
        int runsPerChunk = Math.Max(1, ChunkLength / length);
        (int chunk, int run) = Math.DivRem(position, runsPerChunk);
        return Place(chunk, run * length);
    }

    /// <summary>Where the run begins, for <see cref="Read"/>.</summary>
    public long Add(ReadOnlySpan<T> items)
    {
        if (_chunks.Count == 0 || _used + items.Length > _chunks[^1].Length)
        {
            _chunks.Add(new T[Math.Max(ChunkLength, items.Length)]);
            _used = 0;
        }

        int start = _used;
        items.CopyTo(_chunks[^1].AsSpan(start));
        _used += items.Length;
        return Place(_chunks.Count - 1, start);
    }

    public ReadOnlySpan<T> Read(long start, int count) => count == 0 ? default : _chunks[(int)(start >> 32)].AsSpan((int)(uint)start, count);

    private static long Place(int chunk, int start) => ((long)chunk << 32) | (uint)start;
}
