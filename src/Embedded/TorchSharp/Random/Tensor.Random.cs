namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            RandomSource source = Generator.SourceOf(generator);
            return Draw(floats => source.Uniform(floats, (float)from, (float)to), doubles => source.Uniform(doubles, from, to));
        }

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            if (std < 0) { throw TorchError.Of($"normal expects std >= 0.0, but found std {std}"); }
            RandomSource source = Generator.SourceOf(generator);
            return Draw(floats => source.Normal(floats, mean, std), doubles => source.Normal(doubles, mean, std));
        }

        public Tensor exponential_(double lambda = 1, Generator? generator = null)
        {
            RandomSource source = Generator.SourceOf(generator);
            return DrawAsFloats(floats => source.Exponential(floats, lambda));
        }

        /// <summary>Whole numbers from <paramref name="from"/> up to and without <paramref name="to"/>.</summary>
        public Tensor random_(double from, double to, Generator? generator = null)
        {
            Graph.CheckInPlace(Data);
            using TensorData numbers = TensorData.Empty(Data.Shape, ScalarType.Int64);
            Generator.SourceOf(generator).Integers(numbers.Span<long>(), (long)from, (long)to);
            return Write(numbers);
        }

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null)
        {
            RequireProbability(p);
            RandomSource source = Generator.SourceOf(generator);
            return DrawAsFloats(floats => source.Bernoulli(floats, p));
        }

        public Tensor bernoulli_(Tensor p, Generator? generator = null)
        {
            using Tensor drawn = p.expand_as(this).bernoulli(generator);
            return Write(drawn.Data);
        }

        /// <summary>1 with the probability that stands at the place, else 0.</summary>
        public Tensor bernoulli(Generator? generator = null)
        {
            using TensorData single = Cast.To(Data, ScalarType.Float32);
            using TensorData probabilities = Copy.Contiguous(single);
            foreach (float p in probabilities.Span<float>()) { RequireProbability(p); }
            using TensorData drawn = probabilities.EmptyLike();
            Generator.SourceOf(generator).Bernoulli(drawn.Span<float>(), probabilities.Span<float>());
            return new Tensor(Cast.To(drawn, dtype));
        }

        /// <summary>Places of a row, each with the probability that its weight gives it: [*, C] to [*, <paramref name="num_samples"/>].</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null)
        {
            using TensorData single = Cast.To(Data, ScalarType.Float32);
            using TensorData weights = Copy.Contiguous(single);
            return new Tensor(Multinomial.Draw(weights, (int)num_samples, replacement, Generator.SourceOf(generator)));
        }

        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            rand(shape, dtype ?? this.dtype, device, requires_grad);

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            randn(shape, dtype ?? this.dtype, device, requires_grad);

        public Tensor randint_like(long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            randint(low, high, shape, dtype ?? this.dtype, device, requires_grad);

        private static void RequireProbability(double p)
        {
            if (!(p is >= 0 and <= 1)) { throw TorchError.Of($"bernoulli_ expects p to be in [0, 1], but got p={p}"); }
        }

        private Tensor Draw(Action<Span<float>> floats, Action<Span<double>> doubles)
        {
            if (dtype != ScalarType.Float64) { return DrawAsFloats(floats); }
            Graph.CheckInPlace(Data);
            if (Data.IsContiguous)
            {
                doubles(Data.Span<double>());
                Data.Buffer.Touch();
                return this;
            }
            using TensorData drawn = Data.EmptyLike();
            doubles(drawn.Span<double>());
            return Write(drawn);
        }

        private Tensor DrawAsFloats(Action<Span<float>> draw)
        {
            Graph.CheckInPlace(Data);
            if (dtype == ScalarType.Float32 && Data.IsContiguous)
            {
                draw(Data.Span<float>());
                Data.Buffer.Touch();
                return this;
            }
            using TensorData drawn = TensorData.Empty(Data.Shape, ScalarType.Float32);
            draw(drawn.Span<float>());
            return Write(drawn);
        }

        private Tensor Write(TensorData values)
        {
            Copy.Into(values, Data);
            Data.Buffer.Touch();
            return this;
        }
    }
}
