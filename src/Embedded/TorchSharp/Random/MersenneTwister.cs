using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The generator mt19937 of Matsumoto and Nishimura (1998), a block of 624 words at a time.</summary>
internal sealed class MersenneTwister
{
    private const int Size = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Size];
    private int _next;

    public MersenneTwister(ulong seed) => Seed(seed);

    /// <summary>Starts anew; only the low 32 bits of the seed count.</summary>
    public void Seed(ulong seed)
    {
        _state[0] = (uint)seed;
        for (int i = 1; i < Size; i++)
        {
            _state[i] = (1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        }
        _next = Size;
    }

    public uint Next()
    {
        if (_next == Size) { Twist(); }
        return Temper(_state[_next++]);
    }

    /// <summary>Two words; the first is the high half.</summary>
    public ulong Next64() => ((ulong)Next() << 32) | Next();

    public void Fill(Span<uint> destination)
    {
        while (!destination.IsEmpty)
        {
            if (_next == Size) { Twist(); }
            int count = Math.Min(destination.Length, Size - _next);
            Temper(_state.AsSpan(_next, count), destination);
            _next += count;
            destination = destination[count..];
        }
    }

    public void Save(Span<byte> state)
    {
        BinaryPrimitives.WriteInt32LittleEndian(state, _next);
        MemoryMarshal.AsBytes(_state.AsSpan()).CopyTo(state[sizeof(int)..]);
    }

    public void Restore(ReadOnlySpan<byte> state)
    {
        int next = BinaryPrimitives.ReadInt32LittleEndian(state);
        if (next is < 0 or > Size) { throw TorchError.Of($"Invalid mt19937 state: {next} of {Size} words used."); }
        _next = next;
        state.Slice(sizeof(int), Size * sizeof(uint)).CopyTo(MemoryMarshal.AsBytes(_state.AsSpan()));
    }

    private void Twist()
    {
        // Words are renewed in place: up to Size - Middle from words not yet renewed, then from renewed ones.
        Twist(0, Size - Middle, Middle);
        Twist(Size - Middle, Middle - 1, Middle - Size);
        _state[Size - 1] = Mixed(_state[Size - 1], _state[0]) ^ _state[Middle - 1];
        _next = 0;
    }

    private void Twist(int start, int count, int offset)
    {
        int i = start;
        ref uint state = ref MemoryMarshal.GetArrayDataReference(_state);
        for (; i <= start + count - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            Vector<uint> current = Vector.LoadUnsafe(ref state, (nuint)i);
            Vector<uint> next = Vector.LoadUnsafe(ref state, (nuint)(i + 1));
            Vector<uint> far = Vector.LoadUnsafe(ref state, (nuint)(i + offset));
            Vector<uint> y = (current & new Vector<uint>(0x80000000u)) | (next & new Vector<uint>(0x7fffffffu));
            Vector<uint> odd = Vector<uint>.Zero - (next & Vector<uint>.One);
            (far ^ (y >> 1) ^ (odd & new Vector<uint>(0x9908b0dfu))).StoreUnsafe(ref state, (nuint)i);
        }
        for (; i < start + count; i++)
        {
            _state[i] = Mixed(_state[i], _state[i + 1]) ^ _state[i + offset];
        }
    }

    private static uint Mixed(uint current, uint next) =>
        (((current & 0x80000000u) | (next & 0x7fffffffu)) >> 1) ^ ((next & 1) == 0 ? 0 : 0x9908b0dfu);

    private static uint Temper(uint y)
    {
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    private static void Temper(ReadOnlySpan<uint> source, Span<uint> destination)
    {
        int i = 0;
        for (; i <= source.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            var y = new Vector<uint>(source[i..]);
            y ^= y >> 11;
            y ^= (y << 7) & new Vector<uint>(0x9d2c5680u);
            y ^= (y << 15) & new Vector<uint>(0xefc60000u);
            (y ^ (y >> 18)).CopyTo(destination[i..]);
        }
        for (; i < source.Length; i++)
        {
            destination[i] = Temper(source[i]);
        }
    }
}
