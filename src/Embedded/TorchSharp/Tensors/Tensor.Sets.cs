namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>How often each of 0, 1, 2, … comes in a vector of whole numbers; the sum of its weights where they are given.</summary>
        public Tensor bincount(Tensor? weights, long minlength = 0)
        {
            if (ndim != 1 || !is_integral())
            {
                throw TorchError.Of($"bincount only supports 1-d non-negative integral inputs, got {dtype} {Shapes.Describe(Data.Shape)}");
            }
            using Tensor places = to_type(ScalarType.Int64);
            long[] values = places.data<long>().ToArray();
            if (values.Any(value => value < 0))
            {
                throw TorchError.Of("bincount only supports 1-d non-negative integral inputs: there is a negative value");
            }
            long size = Math.Max(values.Length == 0 ? 0 : values.Max() + 1, minlength);
            using Tensor terms = weights?.alias() ?? ones([values.Length], ScalarType.Int64);
            using Tensor counts = zeros([size], terms.dtype);
            return counts.scatter_add(0, places, terms);
        }

        /// <summary>The different values in order; where each value stands among them; how often each comes.</summary>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            if (dim is not null)
            {
                throw new NotSupportedException("unique along a dimension is not supported by this build of TorchSharp; it takes all values together.");
            }
            using Tensor flat = reshape(-1);
            (Tensor ordered, Tensor order) = flat.sort(0);
            using Tensor orderedHandle = ordered, orderHandle = order;
            long count = flat.numel();
            if (count == 0)
            {
                return (flat.clone(), return_inverse ? zeros(shape, ScalarType.Int64) : null, return_counts ? zeros([0], ScalarType.Int64) : null);
            }
            using Tensor later = ordered.narrow(0, 1, count - 1), earlier = ordered.narrow(0, 0, count - 1);
            using Tensor differs = later.ne(earlier), first = ones([1], ScalarType.Bool);
            using Tensor starts = cat([first, differs]);
            using Tensor running = starts.cumsum(0), groups = running.sub(1);
            Tensor output = ordered.masked_select(starts);
            Tensor? inverse = null;
            if (return_inverse)
            {
                using Tensor blank = torch.zeros_like(groups);
                using Tensor places = blank.scatter(0, order, groups);
                inverse = places.reshape(shape);
            }
            return (output, inverse, return_counts ? groups.bincount(null) : null);
        }
    }

    public static Tensor bincount(Tensor input, Tensor? weights = null, long minlength = 0) => input.bincount(weights, minlength);

    public static (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(Tensor input, bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
        input.unique(sorted, return_inverse, return_counts, dim);
}
