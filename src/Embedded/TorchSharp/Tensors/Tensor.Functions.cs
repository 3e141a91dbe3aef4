namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor exp() => new(Function<ExpOperation>.Apply(Data));

        public Tensor exp_()
        {
            Function<ExpOperation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor exp2() => new(Function<Exp2Operation>.Apply(Data));

        public Tensor exp2_()
        {
            Function<Exp2Operation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor expm1() => new(Function<ExpM1Operation>.Apply(Data));

        public Tensor expm1_()
        {
            Function<ExpM1Operation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor log() => new(Function<LogOperation>.Apply(Data));

        public Tensor log_()
        {
            Function<LogOperation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor log2() => new(Function<Log2Operation>.Apply(Data));

        public Tensor log2_()
        {
            Function<Log2Operation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor log10() => new(Function<Log10Operation>.Apply(Data));

        public Tensor log10_()
        {
            Function<Log10Operation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor log1p() => new(Function<LogP1Operation>.Apply(Data));

        public Tensor log1p_()
        {
            Function<LogP1Operation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor sqrt() => new(Function<SqrtOperation>.Apply(Data));

        public Tensor sqrt_()
        {
            Function<SqrtOperation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor rsqrt() => new(Function<ReciprocalSqrtOperation>.Apply(Data));

        public Tensor rsqrt_()
        {
            Function<ReciprocalSqrtOperation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor reciprocal() => new(Function<ReciprocalOperation>.Apply(Data));

        public Tensor reciprocal_()
        {
            Function<ReciprocalOperation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor sin() => new(Function<SinOperation>.Apply(Data));

        public Tensor sin_()
        {
            Function<SinOperation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor cos() => new(Function<CosOperation>.Apply(Data));

        public Tensor cos_()
        {
            Function<CosOperation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor tanh() => new(Function<TanhOperation>.Apply(Data));

        public Tensor tanh_()
        {
            Function<TanhOperation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor atan() => new(Function<AtanOperation>.Apply(Data));

        public Tensor atan_()
        {
            Function<AtanOperation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor sigmoid() => new(Function<SigmoidOperation>.Apply(Data));

        public Tensor sigmoid_()
        {
            Function<SigmoidOperation>.ApplyInPlace(Data);
            return this;
        }
    }
}
