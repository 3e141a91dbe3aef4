using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TorchSharp;

/// <summary>Draws as PyTorch does on the CPU: the same values for the same seed, in the same order of calls.</summary>
internal sealed class RandomSource
{
    public const int StateSize = 5056; // as long as the real package's

    private const uint FloatMask = (1u << 24) - 1;
    private const ulong DoubleMask = (1ul << 53) - 1;
    private const int NormalBlock = 16;

    private readonly MersenneTwister _engine;
    private readonly Lock _lock = new();
    private double? _spareNormal;

    public RandomSource(ulong seed)
    {
        InitialSeed = seed;
        _engine = new MersenneTwister(seed);
    }

    public ulong InitialSeed { get; private set; }

    public void Seed(ulong seed)
    {
        lock (_lock)
        {
            InitialSeed = seed;
            _engine.Seed(seed);
            _spareNormal = null;
        }
    }

    /// <summary>Seed, then whether a normal value waits and which, then the state of the engine.</summary>
    public void Save(Span<byte> state)
    {
        lock (_lock)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(state, InitialSeed);
            state[8] = _spareNormal is null ? (byte)0 : (byte)1;
            BinaryPrimitives.WriteDoubleLittleEndian(state[16..], _spareNormal ?? 0);
            _engine.Save(state[24..]);
        }
    }

    public void Restore(ReadOnlySpan<byte> state)
    {
        lock (_lock)
        {
            InitialSeed = BinaryPrimitives.ReadUInt64LittleEndian(state);
            _spareNormal = state[8] == 0 ? null : BinaryPrimitives.ReadDoubleLittleEndian(state[16..]);
            _engine.Restore(state[24..]);
        }
    }

    /// <summary>Uniform in [from, to): 24 random bits a value.</summary>
    public void Uniform(Span<float> values, float from = 0, float to = 1)
    {
        lock (_lock) { Fill(values, from, to); }
    }

    /// <summary>Uniform in [from, to): 53 random bits a value.</summary>
    public void Uniform(Span<double> values, double from = 0, double to = 1)
    {
        lock (_lock)
        {
            foreach (ref double value in values) { value = (NextDouble() * (to - from)) + from; }
        }
    }

    public void Normal(Span<float> values, double mean = 0, double std = 1)
    {
        lock (_lock)
        {
            if (values.Length < NormalBlock)
            {
                foreach (ref float value in values) { value = (float)((NextNormal() * std) + mean); }
                return;
            }

            Fill(values, 0, 1);
            int i = 0;
            for (; i <= values.Length - NormalBlock; i += NormalBlock) { BoxMuller(values.Slice(i, NormalBlock), (float)mean, (float)std); }
            if (i < values.Length) // the last 16 are drawn once more, as a whole block
            {
                Span<float> last = values[^NormalBlock..];
                Fill(last, 0, 1);
                BoxMuller(last, (float)mean, (float)std);
            }
        }
    }

    public void Normal(Span<double> values, double mean = 0, double std = 1)
    {
        lock (_lock)
        {
            if (values.Length < NormalBlock)
            {
                foreach (ref double value in values) { value = (NextNormal() * std) + mean; }
                return;
            }

            foreach (ref double value in values) { value = NextDouble(); }
            int i = 0;
            for (; i <= values.Length - NormalBlock; i += NormalBlock) { BoxMuller(values.Slice(i, NormalBlock), mean, std); }
            if (i < values.Length)
            {
                Span<double> last = values[^NormalBlock..];
                foreach (ref double value in last) { value = NextDouble(); }
                BoxMuller(last, mean, std);
            }
        }
    }

    /// <summary>Whole numbers from <paramref name="low"/> up to and without <paramref name="high"/>.</summary>
    public void Integers(Span<long> values, long low, long high)
    {
        ulong range = (ulong)(high - low);
        lock (_lock)
        {
            foreach (ref long value in values)
            {
                value = low + (long)((range >= 1ul << 32 ? _engine.Next64() : _engine.Next()) % range);
            }
        }
    }

    public void Permutation(Span<long> values)
    {
        for (int i = 0; i < values.Length; i++) { values[i] = i; }
        lock (_lock)
        {
            for (int i = 0; i < values.Length - 1; i++)
            {
                int other = i + (int)(_engine.Next() % (uint)(values.Length - i));
                (values[i], values[other]) = (values[other], values[i]);
            }
        }
    }

    /// <summary>1 with the probability <paramref name="p"/>, otherwise 0.</summary>
    public void Bernoulli(Span<float> values, double p)
    {
        lock (_lock)
        {
            foreach (ref float value in values) { value = NextDouble() < p ? 1 : 0; }
        }
    }

    /// <summary>1 with the probability at the same place, otherwise 0.</summary>
    public void Bernoulli(Span<float> values, ReadOnlySpan<float> probabilities)
    {
        lock (_lock)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (_engine.Next() & FloatMask) * (1f / (1 << 24)) < probabilities[i] ? 1 : 0;
            }
        }
    }

    public void Exponential(Span<float> values, double lambda = 1)
    {
        lock (_lock)
        {
            foreach (ref float value in values) { value = (float)(-Math.Log(1 - NextDouble()) / lambda); }
        }
    }

    private void Fill(Span<float> values, float from, float to)
    {
        Span<uint> bits = MemoryMarshal.Cast<float, uint>(values);
        _engine.Fill(bits);
        double width = (double)(to - from) / (1 << 24);
        for (int i = 0; i < bits.Length; i++) { values[i] = (float)(((bits[i] & FloatMask) * width) + from); }
    }

    private double NextDouble() => (_engine.Next64() & DoubleMask) * (1.0 / (1ul << 53));

    private double NextNormal()
    {
        if (_spareNormal is { } spare)
        {
            _spareNormal = null;
            return spare;
        }
        double angle = 2 * Math.PI * NextDouble();
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        _spareNormal = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }

    // Eight pairs: the first eight uniform values give radii, the other eight angles.
    private static void BoxMuller(Span<float> block, float mean, float std)
    {
        Vector256<float> radius = Vector256.Sqrt(-2f * Vector256.Log(Vector256<float>.One - Vector256.Create<float>(block)));
        (Vector256<float> sin, Vector256<float> cos) = Vector256.SinCos(2f * MathF.PI * Vector256.Create<float>(block[8..]));
        ((radius * cos * std) + Vector256.Create(mean)).CopyTo(block);
        ((radius * sin * std) + Vector256.Create(mean)).CopyTo(block[8..]);
    }

    private static void BoxMuller(Span<double> block, double mean, double std)
    {
        for (int i = 0; i < NormalBlock / 2; i++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - block[i]));
            (double sin, double cos) = Math.SinCos(2 * Math.PI * block[i + 8]);
            block[i] = (radius * cos * std) + mean;
            block[i + 8] = (radius * sin * std) + mean;
        }
    }
}
