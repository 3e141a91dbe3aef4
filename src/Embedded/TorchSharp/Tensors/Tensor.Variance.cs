namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor var(bool unbiased = true) => new(Variance.Apply(Data, [], unbiased, false));

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => new(Variance.Apply(Data, [dim], unbiased, keepdim, type));

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => new(Variance.Apply(Data, dimensions, unbiased, keepdim, type));

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => new(Variance.Apply(Data, dimensions, unbiased, keepdim, type));

        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => new(Variance.Apply(Data, [dim.Item1, dim.Item2], unbiased, keepdim, type));

        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => new(Variance.Apply(Data, [dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type));

        public Tensor std(bool unbiased = true) => new(Deviation(Data, [], unbiased, false));

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => new(Deviation(Data, [dim], unbiased, keepdim, type));

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => new(Deviation(Data, dimensions, unbiased, keepdim, type));

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => new(Deviation(Data, dimensions, unbiased, keepdim, type));

        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => new(Deviation(Data, [dim.Item1, dim.Item2], unbiased, keepdim, type));

        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => new(Deviation(Data, [dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type));

        private static TensorData Deviation(TensorData x, ReadOnlySpan<long> dimensions, bool unbiased, bool keepDimensions, ScalarType? type = null)
        {
            using TensorData variance = Variance.Apply(x, dimensions, unbiased, keepDimensions, type);
            return Function<SqrtOperation>.Apply(variance);
        }
    }
}
