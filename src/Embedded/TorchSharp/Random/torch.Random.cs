namespace TorchSharp;

public static partial class torch
{
    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        if (low >= high) { throw TorchError.Of($"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}"); }
        return empty(size, dtype ?? ScalarType.Int64, device, names: names).random_(low, high, generator).requires_grad_(requires_grad);
    }

    public static Tensor randint(
        long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, Array.ConvertAll(size, s => (long)s), dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint_like(Tensor input, long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        input.randint_like(low, high, dtype, device, requires_grad);

    /// <summary>The numbers 0 to n − 1 in random order.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        if (n < 0) { throw TorchError.Of($"n must be non-negative, got {n}"); }
        using Tensor numbers = empty([n], ScalarType.Int64, device);
        Generator.SourceOf(generator).Permutation(numbers.Data.Span<long>());
        return new Tensor(Cast.To(numbers.Data, dtype ?? ScalarType.Int64)).requires_grad_(requires_grad);
    }

    public static Tensor normal(
        double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        empty(size, dtype, device, names: names).normal_(mean, std, generator).requires_grad_(requires_grad);

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        input.multinomial(num_samples, replacement, generator);

    public static double rand_float(Generator? generator = null)
    {
        Span<float> value = stackalloc float[1];
        Generator.SourceOf(generator).Uniform(value);
        return value[0];
    }

    public static double randn_float(Generator? generator = null)
    {
        Span<float> value = stackalloc float[1];
        Generator.SourceOf(generator).Normal(value);
        return value[0];
    }

    public static long randint_long(long low, long high, Generator? generator = null)
    {
        Span<long> value = stackalloc long[1];
        Generator.SourceOf(generator).Integers(value, low, high);
        return value[0];
    }

    public static long randint_long(long high, Generator? generator = null) => randint_long(0, high, generator);

    public static int randint_int(int low, int high, Generator? generator = null) => (int)randint_long(low, high, generator);

    public static int randint_int(int high, Generator? generator = null) => randint_int(0, high, generator);

    public static bool randint_bool(Generator? generator = null) => randint_long(0, 2, generator) == 1;
}
