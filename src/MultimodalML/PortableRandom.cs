using System.Numerics;

namespace MultimodalML;

/// <summary>Random numbers that a seed fixes on every machine and runtime, to the last bit.</summary>
/// <remarks>
/// <para>xoshiro256** seeded by SplitMix64 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 2021). <see cref="Random"/> promises no such thing across
/// .NET versions, and the system's logarithm differs between platforms in the last bit; here only operations that IEEE 754 fixes are used.</para>
/// </remarks>
internal sealed class PortableRandom
{
    private ulong _a, _b, _c, _d;
    private double _spareNormal = double.NaN;

    /// <param name="seed">Any value.</param>
    /// <param name="stream">Several numbers name one of many independent sequences of a seed.</param>
    public PortableRandom(long seed, params ReadOnlySpan<int> stream)
    {
        ulong state = (ulong)seed;
        foreach (int number in stream)
        {
            state = SplitMix(ref state) ^ (uint)number;
        }

        (_a, _b, _c, _d) = (SplitMix(ref state), SplitMix(ref state), SplitMix(ref state), SplitMix(ref state));
    }

    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 to <paramref name="bound"/> − 1, without bias.</summary>
    public int Next(int bound)
    {
        ulong range = (ulong)bound;
        ulong limit = ulong.MaxValue - (ulong.MaxValue % range + 1) % range; // the last value of the last whole range
        ulong value;
        do
        {
            value = NextUInt64();
        }
        while (value > limit);
        return (int)(value % range);
    }

    /// <summary>Standard normal, by Marsaglia's polar method (1964).</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            double spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        double u, v, s;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            s = u * u + v * v;
        }
        while (s is >= 1 or 0);

        double factor = Math.Sqrt(-2 * Log(s) / s);
        _spareNormal = v * factor;
        return u * factor;
    }

    /// <summary>Puts the items in random order (Fisher and Yates); with <paramref name="count"/>, only the first so many are drawn.</summary>
    public void Shuffle<T>(Span<T> items, int? count = null)
    {
        for (int i = 0; i < Math.Min(count ?? items.Length, items.Length - 1); i++)
        {
            int j = i + Next(items.Length - i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>ln x for a normal x &gt; 0, from the four basic operations alone: x = 2ᵉ m, ln m = 2 artanh((m − 1) / (m + 1)).</summary>
    internal static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xF_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000); // [1, 2)
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        double t = (mantissa - 1) / (mantissa + 1); // |t| ≤ 0.172: 12 terms reach double precision
        double square = t * t;
        double sum = 0;
        for (int k = 23; k >= 1; k -= 2)
        {
            sum = sum * square + 1.0 / k;
        }

        return 2 * t * sum + exponent * 0.6931471805599453;
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
