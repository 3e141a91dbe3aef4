namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor neg() => new(WholeOrReal.Negate(Data));

        public Tensor negative() => neg();

        public Tensor neg_()
        {
            return mul_(-1);
        }

        public Tensor abs() => new(WholeOrReal.Abs(Data));

        public Tensor absolute() => abs();

        public Tensor abs_()
        {
            Function<AbsOperation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor square() => new(WholeOrReal.Square(Data));

        public Tensor relu() => new(WholeOrReal.Relu(Data));

        public Tensor relu_()
        {
            Function<ReluOperation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor floor() => new(WholeOrReal.Round<FloorOperation>(Data));

        public Tensor ceil() => new(WholeOrReal.Round<CeilingOperation>(Data));

        public Tensor trunc() => new(WholeOrReal.Round<TruncateOperation>(Data));

        public Tensor round(long decimals = 0)
        {
            if (decimals == 0)
            {
                return new(WholeOrReal.Round<RoundOperation>(Data));
            }
            using Tensor scaled = mul(Math.Pow(10, decimals));
            using Tensor rounded = scaled.round();
            return rounded.div(Math.Pow(10, decimals));
        }

        public Tensor sign()
        {
            using Tensor zero = torch.zeros_like(this);
            using Tensor positive = gt(zero).to_type(dtype);
            using Tensor negative = lt(zero).to_type(dtype);
            return positive.sub(negative);
        }
    }
}
