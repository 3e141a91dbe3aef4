using System.Numerics.Tensors;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>(x − t)².</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Pairs<SquaredError>(input, target, reduction);

            /// <summary>|x − t|.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Pairs<AbsoluteError>(input, target, reduction);

            /// <summary>d² / 2β where d = |x − t| is below β, else d − β/2.</summary>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1)
            {
                if (beta < 0) { throw TorchError.Of($"smooth_l1_loss does not support negative values for beta; got {beta}"); }
                return beta == 0 ? l1_loss(input, target, reduction) : Pairs<SmoothAbsoluteError>(input, target, reduction, beta);
            }

            /// <summary>d² / 2 where d = |x − t| is below δ, else δ (d − δ/2).</summary>
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean)
            {
                if (delta <= 0) { throw TorchError.Of($"huber_loss does not support non-positive values for delta; got {delta}"); }
                return Pairs<HuberError>(input, target, reduction, delta);
            }

            /// <summary>−t ln x − (1 − t) ln(1 − x), of probabilities x.</summary>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
            {
                RequireEqualShapes(input, target);
                using TensorData values = Copy.Contiguous(input.Data);
                RequireProbabilities(values);
                return Pairs<BinaryCrossEntropy>(input, target, reduction, weight: weight);
            }

            /// <summary>The binary cross-entropy of σ(x); positive targets may weigh more.</summary>
            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
            {
                RequireEqualShapes(input, target);
                if (pos_weights is null) { return Pairs<LogitCrossEntropy>(input, target, reduction, weight: weight); }

                using DisposeScope scope = NewDisposeScope();
                // (1 − t) x + (1 + (w − 1) t) ln(1 + e⁻ˣ)
                Tensor factor = pos_weights.sub(1).mul(target).add(1);
                Tensor losses = target.neg().add(1).mul(input).add(factor.mul(input.log_sigmoid().neg()));
                return Reduce(weight is null ? losses : losses.mul(weight), reduction).MoveToOuterDisposeScope();
            }

            /// <summary>Relative entropy, element by element: x are logarithms of probabilities, and so is the target unless told otherwise.</summary>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                log_target ? Pairs<LogRelativeEntropy>(input, target, reduction) : Pairs<RelativeEntropy>(input, target, reduction);

            private static Tensor Pairs<TFormula>(Tensor input, Tensor target, Reduction reduction, double alpha = 1, Tensor? weight = null)
                where TFormula : struct, IPairFormula
            {
                if (weight is { requires_grad: true }) { throw TorchError.Of("the derivative for 'weight' is not implemented"); }
                bool fits = Fits(target) && (weight is null || Fits(weight)) && input.is_floating_point();
                if (fits) { return new Tensor(PairLoss<TFormula>.Apply(input.Data, target.Data, weight?.Data, reduction, alpha)); }

                using DisposeScope scope = NewDisposeScope();
                ScalarType type = promote_types(input.dtype, target.dtype);
                (Tensor x, Tensor t) = Broadcast(input.to_type(type), target.to_type(type));
                Tensor? w = weight?.to_type(type).expand(x.shape);
                return new Tensor(PairLoss<TFormula>.Apply(x.Data, t.Data, w?.Data, reduction, alpha)).MoveToOuterDisposeScope();

                bool Fits(Tensor other) => input.Data.Shape.SequenceEqual(other.Data.Shape) && input.dtype == other.dtype;
            }

            private static Tensor Reduce(Tensor losses, Reduction reduction) => reduction switch
            {
                Reduction.Mean => losses.mean(),
                Reduction.Sum => losses.sum(),
                _ => losses,
            };

            private static void RequireEqualShapes(Tensor input, Tensor target)
            {
                if (!input.Data.Shape.SequenceEqual(target.Data.Shape))
                {
                    throw TorchError.Of($"Target size ({Shapes.Describe(target.Data.Shape)}) must be the same as input size ({Shapes.Describe(input.Data.Shape)})");
                }
            }

            private static void RequireProbabilities(TensorData values)
            {
                bool fits = values.Type == ScalarType.Float64 ? AreProbabilities<double>(values) : AreProbabilities<float>(values);
                if (!fits) { throw TorchError.Of("all elements of input should be between 0 and 1"); }
            }

            private static bool AreProbabilities<T>(TensorData values)
                where T : unmanaged, System.Numerics.INumber<T> =>
                values.Count == 0 || (TensorPrimitives.Min<T>(values.Span<T>()) >= T.Zero && TensorPrimitives.Max<T>(values.Span<T>()) <= T.One); // a NaN is neither
        }
    }
}
