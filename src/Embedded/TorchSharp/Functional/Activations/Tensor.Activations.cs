using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        // Klambauer et al. 2017
        private const double SeluAlpha = 1.6732632423543772;
        private const double SeluScale = 1.0507009873554805;

        public Tensor gelu() => new(Function<GeluOperation>.Apply(Data));

        public Tensor gelu_() => InPlace(new GeluOperation());

        public Tensor gelu(GELU.Approximate approximate) => approximate == GELU.Approximate.tanh ? new(Function<GeluTanhOperation>.Apply(Data)) : gelu();

        public Tensor gelu_(GELU.Approximate approximate) => approximate == GELU.Approximate.tanh ? InPlace(new GeluTanhOperation()) : gelu_();

        public Tensor elu(double alpha = 1) => new(Function<EluOperation>.Apply(Data, new EluOperation(alpha, 1)));

        public Tensor elu_(double alpha = 1) => InPlace(new EluOperation(alpha, 1));

        public Tensor selu() => new(Function<EluOperation>.Apply(Data, new EluOperation(SeluAlpha, SeluScale)));

        public Tensor selu_() => InPlace(new EluOperation(SeluAlpha, SeluScale));

        public Tensor silu_() => InPlace(new SiluOperation());

        public Tensor leaky_relu_(Scalar negative_slope) => InPlace(new LeakyReluOperation(negative_slope.AsDouble));

        /// <summary>eˣ over their sum along a dimension.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => AlongRows(dim, dtype, new SoftmaxOperation());

        /// <summary>x less the logarithm of the sum of eˣ along a dimension.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => AlongRows(dim, dtype, new LogSoftmaxOperation());

        internal Tensor AlongRows<TOperation>(long dim, ScalarType? dtype, TOperation operation)
            where TOperation : struct, IRowOperation
        {
            long last = Data.Rank - 1;
            bool converts = dtype is { } type && type != this.dtype;
            if (!converts && (Data.Rank == 0 || Shapes.Wrap(dim, Data.Rank) == last)) { return new Tensor(RowFunction<TOperation>.Apply(Data, operation)); }

            using DisposeScope scope = NewDisposeScope();
            Tensor input = converts ? to_type(dtype!.Value) : this;
            Tensor rows = input.transpose(dim, last);
            Tensor result = new(RowFunction<TOperation>.Apply(rows.Data, operation));
            return result.transpose(dim, last).MoveToOuterDisposeScope();
        }

        private Tensor InPlace<TOperation>(TOperation operation)
            where TOperation : struct, IUnaryOperation
        {
            Function<TOperation>.ApplyInPlace(Data, operation);
            return this;
        }
    }

    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
}
