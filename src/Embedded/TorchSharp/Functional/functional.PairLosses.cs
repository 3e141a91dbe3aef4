namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>1 − cos for pairs that belong together (target 1), max(0, cos − margin) for others (−1).</summary>
            public static Tensor cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor cosines = CosineForLoss(input1, input2);
                Tensor none = zeros_like(cosines);
                Tensor together = where(target.eq(1), cosines.neg().add(1), none);
                Tensor apart = where(target.eq(-1), cosines.sub(margin).clamp_min(0), none);
                return Reduce(together.add(apart), reduction).MoveToOuterDisposeScope();
            }

            /// <summary>max(0, |a − p| − |a − n| + margin); with swap the nearer of |a − n| and |p − n|.</summary>
            public static Tensor triplet_margin_loss(
                Tensor anchor, Tensor positive, Tensor negative, double margin = 1, long p = 2, double eps = 1e-6, bool swap = false, Reduction reduction = Reduction.Mean) =>
                triplet_margin_with_distance_loss(anchor, positive, negative, (a, b) => pairwise_distance(a, b, p, eps), margin, swap, reduction);

            public static Tensor triplet_margin_with_distance_loss(
                Tensor anchor, Tensor positive, Tensor negative, Func<Tensor, Tensor, Tensor>? distance = null, double margin = 1, bool swap = false, Reduction reduction = Reduction.Mean)
            {
                using DisposeScope scope = NewDisposeScope();
                distance ??= (a, b) => pairwise_distance(a, b);
                Tensor near = distance(anchor, positive), far = distance(anchor, negative);
                if (swap) { far = minimum(far, distance(positive, negative)); }
                return Reduce(near.sub(far).add(margin).clamp_min(0), reduction).MoveToOuterDisposeScope();
            }

            /// <summary>max(0, −y (x1 − x2) + margin): y is 1 where x1 should rank above x2, −1 where below.</summary>
            public static Tensor margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean)
            {
                using DisposeScope scope = NewDisposeScope();
                return Reduce(input2.sub(input1).mul(target).add(margin).clamp_min(0), reduction).MoveToOuterDisposeScope();
            }

            /// <summary>x where the target is 1, max(0, margin − x) where it is −1.</summary>
            public static Tensor hinge_embedding_loss(Tensor input, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor none = zeros_like(input);
                Tensor apart = where(target.eq(1), none, input.neg().add(margin).clamp_min(0));
                Tensor together = where(target.eq(-1), none, input);
                return Reduce(together.add(apart), reduction).MoveToOuterDisposeScope();
            }

            // Here ε is added to the squared lengths: x·y / √((x·x + ε) (y·y + ε)).
            private static Tensor CosineForLoss(Tensor x, Tensor y)
            {
                const double Epsilon = 1e-12;
                Tensor product = x.mul(y).sum(-1);
                Tensor lengths = x.mul(x).sum(-1).add(Epsilon).mul(y.mul(y).sum(-1).add(Epsilon));
                return product.div(lengths.sqrt());
            }
        }
    }
}
