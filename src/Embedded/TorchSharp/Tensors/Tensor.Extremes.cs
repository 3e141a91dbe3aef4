namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor max() => new(ExtremeOf.Apply(Data, [], false, isMaximum: true));

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Pair(ExtremeOf.ApplyAlong(Data, dim, keepdim, isMaximum: true));

        public Tensor min() => new(ExtremeOf.Apply(Data, [], false, isMaximum: false));

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Pair(ExtremeOf.ApplyAlong(Data, dim, keepdim, isMaximum: false));

        public Tensor amax(params long[] dims) => new(ExtremeOf.Apply(Data, dims, false, isMaximum: true));

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Written(ExtremeOf.Apply(Data, dims, keepdim, isMaximum: true), @out);

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => Written(ExtremeOf.Apply(Data, dims, keepdim, isMaximum: true), @out);

        public Tensor amin(params long[] dims) => new(ExtremeOf.Apply(Data, dims, false, isMaximum: false));

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Written(ExtremeOf.Apply(Data, dims, keepdim, isMaximum: false), @out);

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => Written(ExtremeOf.Apply(Data, dims, keepdim, isMaximum: false), @out);

        public Tensor argmax()
        {
            using TensorData flat = Reshape.Window(Data, [Data.Count]);
            return new(ExtremeOf.ArgAlong(flat, 0, keepDimension: false, isMaximum: true));
        }

        public Tensor argmax(long dim, bool keepdim = false) => new(ExtremeOf.ArgAlong(Data, dim, keepdim, isMaximum: true));

        public Tensor argmin()
        {
            using TensorData flat = Reshape.Window(Data, [Data.Count]);
            return new(ExtremeOf.ArgAlong(flat, 0, keepDimension: false, isMaximum: false));
        }

        public Tensor argmin(long dim, bool keepdim = false) => new(ExtremeOf.ArgAlong(Data, dim, keepdim, isMaximum: false));

        /// <summary>The values in order along a dimension, and where they stood; equal values keep their order.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Pair(Ordered(dim, descending, (int)Data.Size(Shapes.Wrap(dim, Data.Rank))));

        public Tensor argsort(long dim = -1, bool descending = false)
        {
            (Tensor values, Tensor indexes) = sort(dim, descending);
            values.Dispose();
            return indexes;
        }

        /// <summary>The k largest (smallest) values along a dimension, in order, and where they stand.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            long size = Data.Rank == 0 ? 1 : Data.Size(Shapes.Wrap(dim, Data.Rank));
            if (k < 0 || k > size)
            {
                throw TorchError.Of($"selected index k out of range: k is {k}, dimension {dim} has {size} values");
            }
            return Pair(Ordered(dim, largest, k));
        }

        private (TensorData Values, TensorData Indexes) Ordered(long dim, bool descending, int count)
        {
            TensorData x = Data;
            int d = Shapes.Wrap(dim, x.Rank);
            using TensorData rows = LastDimension.Rows(x, d);
            using TensorData moved = LastDimension.Back(RowSearch.ArgSort(rows, descending, count), d, x.Rank);
            TensorData indexes = Copy.Contiguous(moved);
            TensorData values = Gather.Values(x, d, indexes);
            Gather.Record(x, d, indexes, values);
            return (values, indexes);
        }

        private static (Tensor, Tensor) Pair((TensorData Values, TensorData Indexes) pair) => (new(pair.Values), new(pair.Indexes));

        private static Tensor Written(TensorData result, Tensor? target)
        {
            if (target is null)
            {
                return new(result);
            }
            using TensorData own = result;
            return target.copy_(new Tensor(own.AddReference()));
        }
    }
}
