namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => new(Sum.Apply(Data, [], false, type));

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => new(Sum.Apply(Data, [dim], keepdim, type));

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => new(Sum.Apply(Data, dim, keepdim, type));

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => new(Sum.Apply(Data, dim, keepdim, type));

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => new(Sum.Apply(Data, [dim0, dim1], keepdim, type));

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => new(Sum.Apply(Data, [dim0, dim1, dim2], keepdim, type));

        public Tensor mean() => new(Sum.ApplyMean(Data, [], false));

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => new(Sum.ApplyMean(Data, dimensions, keepdim, type));

        public Tensor prod(ScalarType? type = null) => new(Product.ApplyAll(Data, type));

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => new(Product.Apply(Data, dim, keepdim, type));

        public Tensor cumsum(long dim, ScalarType? type = null) => new(CumulativeSum.Apply(Data, dim, type));

        public Tensor logsumexp(long dim, bool keepdim = false) => new(LogSumExp.Apply(Data, dim, keepdim));

        public Tensor all() => Truth<MinimumFold>([], false);

        public Tensor all(long dim, bool keepdim = false) => Truth<MinimumFold>([dim], keepdim);

        public Tensor any() => Truth<MaximumFold>([], false);

        public Tensor any(long dim, bool keepdim = false) => Truth<MaximumFold>([dim], keepdim);

        public Tensor count_nonzero(long[]? dims = null)
        {
            using Tensor nonzero = ne(0);
            return nonzero.sum(dims ?? []);
        }

        /// <summary>The Euclidean norm of all values, or the p-norm.</summary>
        public Tensor norm(float p = 2) => Norm([], false, p);

        /// <summary>The p-norm along a dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Norm([dim], keepdim, p);

        private Tensor Norm(long[] dimensions, bool keepDimensions, float p)
        {
            if (p == 2)
            {
                return new(EuclideanNorm.Apply(Data, dimensions, keepDimensions));
            }
            using Tensor magnitude = abs();
            if (float.IsPositiveInfinity(p))
            {
                return new(ExtremeOf.Apply(magnitude.Data, dimensions, keepDimensions, isMaximum: true));
            }
            if (p == 1)
            {
                return magnitude.sum(dimensions, keepDimensions);
            }
            if (p == 0)
            {
                using Tensor nonzero = ne(0).to_type(dtype, disposeAfter: true);
                return nonzero.sum(dimensions, keepDimensions);
            }
            using Tensor powers = magnitude.pow(p);
            using Tensor total = powers.sum(dimensions, keepDimensions);
            return total.pow(1.0 / p);
        }

        private Tensor Truth<TFold>(long[] dimensions, bool keepDimensions) where TFold : struct, IFold
        {
            using TensorData truth = Cast.To(Data, ScalarType.Bool);
            TensorData folded = Reduce.Fold<TFold>(truth, dimensions, ScalarType.Bool);
            Cast.NormalizeBool(folded);
            return new(keepDimensions ? folded : Reduce.DropDimensions(folded, dimensions));
        }
    }
}
