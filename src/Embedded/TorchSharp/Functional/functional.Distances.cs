namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Cosine of the angle between the vectors along a dimension; lengths count as at least ε.</summary>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8)
            {
                bool sameShape = x1.Data.Shape.SequenceEqual(x2.Data.Shape), sameType = x1.dtype == x2.dtype;
                int rank = Math.Max(x1.Data.Rank, x2.Data.Rank);
                bool alongRows = Shapes.Wrap(dim, rank) == rank - 1;
                if (sameShape && sameType && alongRows) { return new Tensor(CosineRows.Apply(x1.Data, x2.Data, eps)); }

                using DisposeScope scope = NewDisposeScope();
                ScalarType type = promote_types(x1.dtype, x2.dtype);
                (Tensor a, Tensor b) = Broadcast(x1.to_type(type), x2.to_type(type));
                Tensor cosines = new(CosineRows.Apply(a.transpose(dim, -1).Data, b.transpose(dim, -1).Data, eps));
                return (alongRows ? cosines : MoveToEnd(cosines, Shapes.Wrap(dim, rank))).MoveToOuterDisposeScope();
            }

            /// <summary>|x1 − x2 + ε|ₚ along the last dimension.</summary>
            public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2, double eps = 1e-6, bool keepdim = false)
            {
                using DisposeScope scope = NewDisposeScope();
                return input1.sub(input2).add(eps).norm(-1, keepdim, (float)p).MoveToOuterDisposeScope();
            }

            private static (Tensor, Tensor) Broadcast(Tensor a, Tensor b)
            {
                if (a.Data.Shape.SequenceEqual(b.Data.Shape)) { return (a, b); }
                Dimensions shape = default;
                int rank = Shapes.Broadcast(a.Data.Shape, b.Data.Shape, ref shape);
                long[] sizes = shape.Span(rank).ToArray();
                return (a.expand(sizes), b.expand(sizes));
            }

            // The last dimension took the place of `dim`: back with it to the end.
            private static Tensor MoveToEnd(Tensor values, int dim)
            {
                List<long> order = [.. Enumerable.Range(0, values.Data.Rank).Select(i => (long)i)];
                order.RemoveAt(dim);
                order.Add(dim);
                return values.permute([.. order]);
            }
        }
    }
}
