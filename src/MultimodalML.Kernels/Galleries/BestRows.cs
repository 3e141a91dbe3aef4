using System.Runtime.CompilerServices;

namespace MultimodalML.Kernels.Galleries;

/// <summary>The best rows of those added so far: a heap with the worst of them at its root.</summary>
/// <remarks>A key holds the score in order-preserving bits above the inverted index, so that one comparison ranks by score and then by lower index. 0 is an empty place.</remarks>
internal readonly ref struct BestRows(Span<ulong> keys)
{
    private readonly Span<ulong> _keys = keys;

    /// <summary>Score that a later row has to exceed; −∞ while there are empty places.</summary>
    public float Threshold => _keys[0] == 0 ? float.NegativeInfinity : Score(_keys[0]);

    public static float Score(ulong key)
    {
        uint bits = (uint)(key >> 32);
        return BitConverter.UInt32BitsToSingle((bits & 0x8000_0000) != 0 ? bits ^ 0x8000_0000 : ~bits);
    }

    public static int Index(ulong key) => (int)~(uint)key;

    public static ulong Key(float score, int index)
    {
        uint bits = BitConverter.SingleToUInt32Bits(score + 0f); // no −0: it equals 0
        bits = (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
        return ((ulong)bits << 32) | ~(uint)index;
    }

    /// <summary>Adds a row if it belongs to the best. Not for NaN.</summary>
    public void Add(float score, int index) => Add(Key(score, index));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ulong key)
    {
        if (key <= _keys[0])
        {
            return;
        }

        int at = 0;
        while ((2 * at) + 1 < _keys.Length)
        {
            int child = (2 * at) + 1;
            if (child + 1 < _keys.Length && _keys[child + 1] < _keys[child])
            {
                child++;
            }
            if (key <= _keys[child])
            {
                break;
            }
            _keys[at] = _keys[child];
            at = child;
        }
        _keys[at] = key;
    }
}
