namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor flatten(long start_dim = 0, long end_dim = -1)
        {
            ReadOnlySpan<long> sizes = Data.Shape;
            if (sizes.IsEmpty)
            {
                return reshape(1);
            }
            (int first, int last) = (Shapes.Wrap(start_dim, sizes.Length), Shapes.Wrap(end_dim, sizes.Length));
            if (first > last)
            {
                throw TorchError.Of("flatten() has invalid args: start_dim cannot come after end_dim");
            }
            return reshape([.. sizes[..first], Shapes.Count(sizes[first..(last + 1)]), .. sizes[(last + 1)..]]);
        }

        public Tensor ravel() => reshape(-1);

        public Tensor unflatten(long dim, params long[] sizes)
        {
            ReadOnlySpan<long> old = Data.Shape;
            int d = Shapes.Wrap(dim, old.Length);
            return reshape([.. old[..d], .. sizes, .. old[(d + 1)..]]);
        }

        public Tensor squeeze(long? dim = null) => new(dim is { } along ? Squeeze.ApplyAlong(Data, along) : Squeeze.ApplyAll(Data));

        public Tensor unsqueeze(long dim) => new(Squeeze.ApplyInsert(Data, dim));

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        /// <summary>All dimensions in reverse order.</summary>
        public Tensor T => permute([.. Enumerable.Range(0, (int)ndim).Reverse().Select(i => (long)i)]);

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => transpose(-2, -1);

        public Tensor movedim(long[] source, long[] destination)
        {
            int rank = (int)ndim;
            long[] order = new long[rank];
            Array.Fill(order, -1);
            int[] from = [.. source.Select(d => Shapes.Wrap(d, rank))];
            for (int i = 0; i < from.Length; i++)
            {
                order[Shapes.Wrap(destination[i], rank)] = from[i];
            }
            var rest = new Queue<int>(Enumerable.Range(0, rank).Except(from));
            for (int i = 0; i < rank; i++)
            {
                order[i] = order[i] < 0 ? rest.Dequeue() : order[i];
            }
            return permute(order);
        }

        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        public Tensor broadcast_to(params long[] shape) => expand(shape);

        public Tensor narrow(long dim, long start, long length) => new(Slice.ApplyNarrow(Data, dim, start, length));

        public Tensor slice(long dim, long start, long finish, long step) => new(Slice.Apply(Data, dim, start, finish, step));

        public Tensor select(long dim, long index) => new(Slice.ApplySelect(Data, dim, index));

        public Tensor[] unbind(long dimension = 0)
        {
            Tensor[] parts = new Tensor[Data.Size(Shapes.Wrap(dimension, Data.Rank))];
            for (int i = 0; i < parts.Length; i++)
            {
                parts[i] = select(dimension, i);
            }
            return parts;
        }

        /// <summary>Parts of the given size along a dimension; the last may be smaller.</summary>
        public Tensor[] split(long size, int dim = 0)
        {
            if (size <= 0)
            {
                throw TorchError.Of($"split expects split_size be non-negative and not 0, but got split_size={size}");
            }
            long total = Data.Size(Shapes.Wrap(dim, Data.Rank));
            var parts = new List<Tensor>();
            for (long start = 0; start < total || start == 0; start += size)
            {
                parts.Add(narrow(dim, start, Math.Min(size, total - start)));
            }
            return [.. parts];
        }

        public Tensor[] split(long[] sizes, long dim = 0)
        {
            long total = Data.Size(Shapes.Wrap(dim, Data.Rank));
            if (sizes.Sum() != total)
            {
                throw TorchError.Of($"split_with_sizes expects split_sizes to sum exactly to {total} (input tensor's size at dimension {dim}), but got split_sizes={Shapes.Describe(sizes)}");
            }
            Tensor[] parts = new Tensor[sizes.Length];
            long start = 0;
            for (int i = 0; i < sizes.Length; i++)
            {
                parts[i] = narrow(dim, start, sizes[i]);
                start += sizes[i];
            }
            return parts;
        }

        public Tensor[] chunk(long chunks, long dim = 0)
        {
            if (chunks <= 0)
            {
                throw TorchError.Of($"chunk expects `chunks` to be greater than 0, got: {chunks}");
            }
            int d = Shapes.Wrap(dim, Data.Rank);
            return split(Math.Max(1, (Data.Size(d) + chunks - 1) / chunks), d);
        }

        /// <summary>Copies one after another: sizes tell how many along each dimension.</summary>
        public Tensor repeat(params long[] sizes)
        {
            int rank = sizes.Length, lead = rank - (int)ndim;
            if (lead < 0)
            {
                throw TorchError.Of("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
            }
            long[] old = [.. Enumerable.Repeat(1L, lead), .. shape];
            using Tensor spread = reshape([.. old.SelectMany(size => new[] { 1, size })]);
            using Tensor expanded = spread.expand([.. sizes.Zip(old).SelectMany(pair => new[] { pair.First, pair.Second })]);
            return expanded.reshape([.. sizes.Zip(old).Select(pair => pair.First * pair.Second)]);
        }

        public Tensor tile(long[] reps) => repeat([.. Enumerable.Repeat(1L, Math.Max(0, (int)ndim - reps.Length)), .. reps]);

        /// <summary>Each value several times in a row.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null)
        {
            using TensorData source = dim is null ? Reshape.Apply(Data, [-1]) : Data.AddReference();
            long d = dim ?? 0;
            using TensorData positions = TensorData.Empty([source.Size(Shapes.Wrap(d, source.Rank)) * repeats], ScalarType.Int64);
            Span<long> values = positions.Span<long>();
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = i / repeats;
            }
            return new Tensor(IndexSelect.Apply(source, d, positions));
        }

        public Tensor flip(params long[] dims)
        {
            Tensor result = alias();
            foreach (long dim in dims)
            {
                using Tensor before = result;
                long size = before.shape[Shapes.Wrap(dim, (int)before.ndim)];
                using Tensor positions = tensor(Enumerable.Range(0, (int)size).Select(i => size - 1 - i).ToArray());
                result = before.index_select(dim, positions);
            }
            return result;
        }

        public Tensor roll(long shifts, long? dims = null)
        {
            if (dims is null)
            {
                using Tensor flat = reshape(-1);
                using Tensor rolled = flat.roll(shifts, 0);
                return rolled.reshape(shape);
            }
            long size = shape[Shapes.Wrap(dims.Value, (int)ndim)];
            using Tensor positions = tensor(Enumerable.Range(0, (int)size).Select(i => ((i - shifts) % size + size) % size).ToArray());
            return index_select(dims.Value, positions);
        }

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => new(Diagonal.Apply(Data, offset, dim1, dim2));

        /// <summary>The diagonal of a matrix, or a matrix with this diagonal.</summary>
        public Tensor diag(long diagonal = 0)
        {
            if (ndim != 1)
            {
                using Tensor view = this.diagonal(diagonal);
                return view.clone();
            }
            long size = numel() + Math.Abs(diagonal);
            using Tensor zeros = NewZeros([size, size], dtype, null, requires_grad: false);
            using Tensor positions = new(PositionsOfDiagonal(size, diagonal, numel()));
            using Tensor flat = zeros.reshape(-1);
            using Tensor filled = flat.scatter(0, positions, this);
            return filled.reshape(size, size);
        }

        public Tensor tril(long diagonal = 0) => new(Triangle.Apply(Data, diagonal, isLower: true));

        public Tensor triu(long diagonal = 0) => new(Triangle.Apply(Data, diagonal, isLower: false));

        private static TensorData PositionsOfDiagonal(long size, long offset, long count)
        {
            TensorData positions = TensorData.Empty([count], ScalarType.Int64);
            Span<long> places = positions.Span<long>();
            for (int i = 0; i < places.Length; i++)
            {
                places[i] = (i * (size + 1)) + (offset >= 0 ? offset : -offset * size);
            }
            return positions;
        }
    }
}
