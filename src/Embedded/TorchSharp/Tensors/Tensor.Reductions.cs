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
    }
}
