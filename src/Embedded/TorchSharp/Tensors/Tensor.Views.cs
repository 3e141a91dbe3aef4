namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor reshape(params long[] shape) => new(Reshape.Apply(Data, shape));

        public Tensor view(params long[] shape) => new(Reshape.Apply(Data, shape, mustView: true));

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor transpose(long dim0, long dim1) => new(Permute.ApplySwap(Data, dim0, dim1));

        public Tensor t()
        {
            TensorData data = Data;
            if (data.Rank > 2)
            {
                throw TorchError.Of($"t() expects a tensor with <= 2 dimensions, but self is {data.Rank}D");
            }
            return data.Rank == 2 ? transpose(0, 1) : new(Reshape.Apply(data, data.Shape));
        }

        public Tensor permute(params long[] permutation) => new(Permute.Apply(Data, permutation));

        public Tensor permute(IEnumerable<long> permutation) => permute([.. permutation]);

        public Tensor expand(params long[] sizes) => new(Expand.Apply(Data, sizes));

        public Tensor expand(long[] sizes, bool isImplicit = false) => new(Expand.Apply(Data, sizes));

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => new(Expand.Apply(Data, sizes));

        public Tensor expand_as(Tensor other) => new(Expand.Apply(Data, other.Data.Shape));
    }
}
