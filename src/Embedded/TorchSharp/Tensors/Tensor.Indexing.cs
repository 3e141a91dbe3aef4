using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(AsIndexes(indices));
            set => index_put_(value, AsIndexes(indices));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, AsIndexes([i1]));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(AsIndexes([i1, i2]));
            set => index_put_(value, AsIndexes([i1, i2]));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(AsIndexes([i1, i2, i3]));
            set => index_put_(value, AsIndexes([i1, i2, i3]));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(AsIndexes([i1, i2, i3, i4]));
            set => index_put_(value, AsIndexes([i1, i2, i3, i4]));
        }

        public Tensor index(params TensorIndex[] indices) => new(Indexing.Read(Data, indices));

        public Tensor index(params Tensor[] indices) => index(AsIndexes(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, accumulate: false);

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, AsIndexes(indices), accumulate: false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            Indexing.Write(Data, indices, value.Data, accumulate);
            return this;
        }

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => index_put_(value, AsIndexes(indices), accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using TensorData number = Fill.Full([], Data.Type, value);
            Indexing.Write(Data, indices, number, adds: false);
            return this;
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, AsIndexes(indices));

        public Tensor index_select(long dim, Tensor index) => new(IndexSelect.Apply(Data, dim, index.Data));

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => new(IndexAdd.Apply(Data, dim, index.Data, source.Data, alpha.AsDouble));

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            using Tensor sum = index_add(dim, index, source, alpha);
            return copy_(sum);
        }

        public Tensor index_fill(long dim, Tensor index, Scalar value)
        {
            Tensor result = clone();
            using Tensor part = result.index_select(dim, index);
            using Tensor filled = torch.full_like(part, value);
            return result.index_copy_(dim, index, filled);
        }

        public Tensor index_fill_(long dim, Tensor index, Scalar value)
        {
            using Tensor filled = index_fill(dim, index, value);
            return copy_(filled);
        }

        public Tensor index_copy(long dim, Tensor index, Tensor source) => clone().index_copy_(dim, index, source);

        public Tensor index_copy_(long dim, Tensor index, Tensor source)
        {
            TensorIndex[] indices = new TensorIndex[Shapes.Wrap(dim, (int)ndim) + 1];
            Array.Fill(indices, TensorIndex.Colon);
            indices[^1] = TensorIndex.Tensor(index);
            return index_put_(source, indices);
        }

        public Tensor gather(long dim, Tensor index) => new(Gather.Apply(Data, dim, index.Data));

        public Tensor scatter(long dim, Tensor index, Tensor src) => new(Scatter.Apply(Data, dim, index.Data, src.Data, overwrites: true));

        public Tensor scatter_(long dim, Tensor index, Tensor src)
        {
            using Tensor scattered = scatter(dim, index, src);
            return copy_(scattered);
        }

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => new(Scatter.Apply(Data, dim, index.Data, src.Data, overwrites: false));

        public Tensor scatter_add_(long dim, Tensor index, Tensor src)
        {
            using Tensor scattered = scatter_add(dim, index, src);
            return copy_(scattered);
        }

        /// <summary>Values at places counted in row-major order, in the shape of the index.</summary>
        public Tensor take(Tensor index)
        {
            using Tensor flat = reshape(-1);
            using Tensor places = index.reshape(-1);
            using Tensor values = flat.index_select(0, places);
            return values.reshape(index.shape);
        }

        public Tensor take_along_dim(Tensor indices, long dim) => gather(dim, indices);

        /// <summary>The values where the mask holds, in one dimension.</summary>
        public Tensor masked_select(Tensor mask)
        {
            if (mask.dtype != ScalarType.Bool)
            {
                throw TorchError.Of($"masked_select: expected BoolTensor for mask, got {mask.dtype}");
            }
            Dimensions shape = default;
            int rank = Shapes.Broadcast(Data.Shape, mask.Data.Shape, ref shape);
            using Tensor source = expand(shape.Span(rank));
            using Tensor spread = mask.expand(shape.Span(rank));
            return source.index(spread);
        }

        /// <summary>[count, rank]: where values are not 0.</summary>
        public Tensor nonzero() => new(Nonzero.Values(Data));

        public Tensor argwhere() => nonzero();

        /// <summary>Where values are not 0, a list of positions for each dimension.</summary>
        public IList<Tensor> nonzero_as_list()
        {
            using Tensor positions = nonzero();
            return [.. positions.unbind(1)];
        }

        private static TensorIndex[] AsIndexes(long[] indices) => [.. indices.Select(i => TensorIndex.Single(i))];

        private static TensorIndex[] AsIndexes(Tensor[] indices) => [.. indices.Select(TensorIndex.Tensor)];
    }
}
