namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>−ln of the share that softmax gives the target: scores [N, C, *] and class numbers [N, *] (Int64), or probabilities [N, C, *].</summary>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0)
            {
                if (input.Data.Shape.SequenceEqual(target.Data.Shape) && is_floating_point(target.dtype))
                {
                    return CrossEntropyOfProbabilities(input, target, weight, reduction, label_smoothing);
                }
                return ClassLosses(input, target, weight, new ClassLoss.Settings(FromScores: true, ignore_index, reduction, label_smoothing));
            }

            /// <summary>−x of the target: logarithms of probabilities [N, C, *] and class numbers [N, *] (Int64).</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                ClassLosses(input, target, weight, new ClassLoss.Settings(FromScores: false, -100, reduction, 0));

            private static Tensor ClassLosses(Tensor input, Tensor target, Tensor? weight, ClassLoss.Settings settings)
            {
                if (input.ndim == 2) { return new Tensor(ClassLoss.Apply(input.Data, target.Data, weight?.Data, settings)); }

                using DisposeScope scope = NewDisposeScope();
                if (input.ndim == 1)
                {
                    Tensor loss = new(ClassLoss.Apply(input.reshape(1, -1).Data, target.reshape(1).Data, weight?.Data, settings));
                    return loss.reshape([]).MoveToOuterDisposeScope();
                }
                long classes = input.shape[1];
                long[] expected = [input.shape[0], .. input.shape[2..]];
                if (!target.Data.Shape.SequenceEqual(expected)) { throw TorchError.Of($"Expected target size {Shapes.Describe(expected)}, got {Shapes.Describe(target.Data.Shape)}"); }
                Tensor rows = input.flatten(2).transpose(1, 2).reshape(-1, classes);
                Tensor losses = new(ClassLoss.Apply(rows.Data, target.reshape(-1).Data, weight?.Data, settings));
                return (settings.Reduction == Reduction.None ? losses.reshape(expected) : losses).MoveToOuterDisposeScope();
            }

            private static Tensor CrossEntropyOfProbabilities(Tensor input, Tensor target, Tensor? weight, Reduction reduction, double smoothing)
            {
                using DisposeScope scope = NewDisposeScope();
                long dim = input.ndim == 1 ? 0 : 1, classes = input.shape[dim];
                Tensor wanted = smoothing == 0 ? target : target.mul(1 - smoothing).add(smoothing / classes);
                if (weight is not null)
                {
                    long[] shape = [.. Enumerable.Repeat(1L, (int)input.ndim)];
                    shape[dim] = classes;
                    wanted = wanted.mul(weight.reshape(shape));
                }
                Tensor losses = input.log_softmax(dim).mul(wanted).sum(dim).neg();
                Tensor result = reduction switch
                {
                    Reduction.None => losses,
                    Reduction.Sum => losses.sum(),
                    _ => losses.sum().div((double)input.numel() / classes),
                };
                return result.MoveToOuterDisposeScope();
            }
        }
    }
}
