namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>First values of parameters; all return the tensor they fill.</summary>
        public static class init
        {
            public enum NonlinearityType
            {
                Linear = 0,
                Conv1D = 1,
                Conv2D = 2,
                Conv3D = 3,
                ConvTranspose1D = 4,
                ConvTranspose2D = 5,
                ConvTranspose3D = 6,
                Sigmoid = 7,
                Tanh = 8,
                ReLU = 9,
                LeakyReLU = 10,
            }

            public enum FanInOut
            {
                FanIn = 0,
                FanOut = 1,
            }

            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            public static Tensor constant_(Tensor tensor, Scalar val) => WithoutGradient(tensor, t => t.fill_(val));

            /// <summary>Draws from the default generator whatever <paramref name="generator"/> is, as the real package does.</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                WithoutGradient(tensor, t => t.uniform_(low, high));

            /// <inheritdoc cref="uniform_"/>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                WithoutGradient(tensor, t => t.normal_(mean, std));

            /// <summary>Ones on the diagonal of a matrix, zeros elsewhere.</summary>
            public static Tensor eye_(Tensor tensor)
            {
                if (tensor.ndim != 2) { throw TorchError.Of($"Only tensors with 2 dimensions are supported; got {tensor.ndim}."); }
                return WithoutGradient(tensor, t =>
                {
                    TensorData data = t.zero_().Data;
                    long count = Math.Min(data.Size(0), data.Size(1));
                    using TensorData diagonal = data.View([count], [data.Stride(0) + data.Stride(1)], data.Offset);
                    Fill.Set(diagonal, 1, 1);
                });
            }

            /// <summary>Normal values, those outside [a, b] drawn anew.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null) =>
                WithoutGradient(tensor, t => TruncatedNormal.Fill(t, mean, std, a, b));

            /// <summary>Orthogonal rows or columns, whichever are fewer (Saxe et al. 2014).</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1) => WithoutGradient(tensor, t => Orthogonal.Fill(t, gain));

            /// <summary>Uniform in ±gain √(6 / (fan in + fan out)) (Glorot and Bengio 2010).</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                double bound = gain * Math.Sqrt(6.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Uniform as <see cref="xavier_uniform_"/>: so does the real package, whatever the name says.</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1) => xavier_uniform_(tensor, gain);

            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1) => xavier_uniform_(tensor, gain);

            public static Tensor glorot_normal_(Tensor tensor, double gain = 1) => xavier_normal_(tensor, gain);

            /// <summary>Uniform in ±gain √(3 / fan) (He et al. 2015).</summary>
            /// <param name="tensor">The tensor to fill.</param>
            /// <param name="a">Slope of a leaky ReLU.</param>
            /// <param name="mode">Which fan keeps its variance.</param>
            /// <param name="nonlinearity">What follows.</param>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                double bound = Math.Sqrt(3) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + (param * param))),
                _ => 1,
            };

            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                ReadOnlySpan<long> shape = tensor.Data.Shape;
                if (shape.Length < 2) { throw new ArgumentException("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions"); }
                long field = Shapes.Count(shape[2..]);
                return (shape[1] * field, shape[0] * field);
            }

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static Tensor WithoutGradient(Tensor tensor, Action<Tensor> fill)
            {
                using var noGrad = no_grad();
                fill(tensor);
                return tensor;
            }
        }
    }
}
