using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers: the same seed gives PyTorch's values.</summary>
    public class Generator : IDisposable
    {
        public Generator(ulong seed = 0, Device? device = null) : this(new RandomSource(seed), device)
        {
        }

        private Generator(RandomSource source, Device? device)
        {
            Device.RequireCpu(device);
            (Source, this.device) = (source, device ?? CPU);
        }

        /// <summary>The one that is used where none is given; its seed is random until <see cref="torch.manual_seed"/>.</summary>
        public static Generator Default { get; } = new(new RandomSource(RandomSeed()), CPU);

        public Device device { get; private set; }

        internal RandomSource Source { get; }

        public Generator manual_seed(long seed)
        {
            Source.Seed((ulong)seed);
            return this;
        }

        /// <summary>Starts from a random seed, and returns it.</summary>
        public long seed()
        {
            Source.Seed(RandomSeed());
            return initial_seed();
        }

        public long initial_seed() => (long)Source.InitialSeed;

        public Tensor get_state()
        {
            Tensor state = zeros([RandomSource.StateSize], ScalarType.Byte);
            Source.Save(state.Data.Span<byte>());
            return state;
        }

        public void set_state(Tensor value)
        {
            if (value.dtype != ScalarType.Byte || value.NumberOfElements != RandomSource.StateSize)
            {
                throw TorchError.Of($"A generator's state is a Byte tensor of {RandomSource.StateSize} values; got {value.dtype} of {value.NumberOfElements}.");
            }
            using TensorData bytes = Copy.Contiguous(value.Data);
            Source.Restore(bytes.Span<byte>());
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
        }

        internal static RandomSource SourceOf(Generator? generator) => (generator ?? Default).Source;

        private static ulong RandomSeed()
        {
            ulong seed = 0;
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref seed)));
            return seed >> 11; // 53 bits, as the real package draws
        }
    }

    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

    public static long seed() => Generator.Default.seed();

    public static long initial_seed() => Generator.Default.initial_seed();

    public static Tensor get_rng_state() => Generator.Default.get_state();

    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long seed() => torch.seed();

        public static long initial_seed() => torch.initial_seed();

        public static Tensor get_rng_state() => torch.get_rng_state();

        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}
