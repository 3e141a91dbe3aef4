namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>This where the condition holds, else y.</summary>
        public Tensor where(Tensor condition, Tensor y) => new(Where.Apply(condition.Data, Data, y.Data));

        public Tensor masked_fill(Tensor mask, Scalar value)
        {
            using TensorData number = Fill.Full([], Data.Type, value);
            return new(Where.Apply(mask.Data, number, Data));
        }

        public Tensor masked_fill_(Tensor mask, Scalar value)
        {
            using Tensor filled = masked_fill(mask, value);
            return copy_(filled);
        }

        public Tensor maximum(Tensor other) => new(Extreme.Apply(Data, other.Data, isMaximum: true));

        public Tensor minimum(Tensor other) => new(Extreme.Apply(Data, other.Data, isMaximum: false));

        public Tensor max(Tensor other) => maximum(other);

        public Tensor min(Tensor other) => minimum(other);

        public Tensor clamp(Scalar? min = null, Scalar? max = null)
        {
            if (min is null && max is null)
            {
                throw TorchError.Of("torch.clamp: At least one of 'min' or 'max' must not be None");
            }
            return new(Clamped(min?.AsDouble ?? double.NegativeInfinity, max?.AsDouble ?? double.PositiveInfinity));
        }

        public Tensor clamp(Tensor? min = null, Tensor? max = null)
        {
            using Tensor raised = min is null ? alias() : maximum(min);
            return max is null ? raised.alias() : raised.minimum(max);
        }

        public Tensor clamp_(Tensor? min = null, Tensor? max = null)
        {
            using Tensor clamped = clamp(min, max);
            return copy_(clamped);
        }

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_min(Scalar min) => clamp(min, null);

        public Tensor clamp_max(Scalar max) => clamp(null, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null)
        {
            using Tensor clamped = clamp(min, max);
            return copy_(clamped);
        }

        public Tensor clamp_min_(Scalar min) => clamp_(min, null);

        public Tensor clamp_max_(Scalar max) => clamp_(null, max);

        public Tensor pow(Scalar exponent) => new(Power.Apply(Data, exponent));

        public Tensor pow(Tensor exponent) => new(Power.Apply(Data, exponent.Data));

        public Tensor pow_(Scalar exponent)
        {
            using Tensor power = pow(exponent);
            return copy_(power);
        }

        public Tensor leaky_relu(Scalar negative_slope) => new(Function<LeakyReluOperation>.Apply(Data, new LeakyReluOperation(negative_slope.AsDouble)));

        public Tensor softplus(double beta = 1, double threshold = 20) => new(Function<SoftplusOperation>.Apply(Data, new SoftplusOperation(beta, threshold)));

        public Tensor log_sigmoid() => new(Function<LogSigmoidOperation>.Apply(Data));

        public Tensor silu() => new(Function<SiluOperation>.Apply(Data));

        /// <summary>Writes the source, broadcast and converted, over this tensor.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            Overwrite.ApplyInPlace(Data, source.Data);
            return this;
        }

        private TensorData Clamped(double minimum, double maximum)
        {
            if (torch.is_floating_point(Data.Type))
            {
                return Function<ClampOperation>.Apply(Data, new ClampOperation(minimum, maximum));
            }
            using TensorData real = Elementwise.Unary(Data, new ClampOperation(minimum, maximum));
            return Cast.To(real, Data.Type);
        }
    }
}
