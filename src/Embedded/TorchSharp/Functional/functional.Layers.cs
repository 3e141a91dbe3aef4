namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>x Wᵀ + b: [*, in] to [*, out].</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => new(AffineChain.Apply(input.Data, new AffineLayer(weights.Data, bias?.Data)));

            /// <summary>In training sets a share p to zero and the rest to x / (1 − p).</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (!(p is >= 0 and <= 1)) { throw TorchError.Of($"dropout probability has to be between 0 and 1, but got {p}"); }
                if (p == 0 || !training || input.Data.Count == 0) { return input.alias(); }

                using TensorData mask = TensorData.Empty(input.Data.Shape, ScalarType.Float32);
                Generator.Default.Source.Bernoulli(mask.Span<float>(), 1 - p);
                using TensorData scaled = Elementwise.Binary<MultiplyOperation>(mask, p == 1 ? 0 : 1 / (1 - p));
                using TensorData factors = Cast.To(scaled, input.dtype);
                if (!inplace) { return new Tensor(Multiply.Apply(input.Data, factors)); }
                Multiply.ApplyInPlace(input.Data, factors);
                return input.alias();
            }

            /// <summary>x / max(|x|ₚ, ε) along a dimension.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12)
            {
                if (p == 2) { return input.AlongRows(dim, null, new NormalizeOperation(eps)); }
                using DisposeScope scope = NewDisposeScope();
                return input.div(input.norm((int)dim, keepdim: true, p: (float)p).clamp_min(eps)).MoveToOuterDisposeScope();
            }

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
            {
                ReadOnlySpan<long> shape = input.Data.Shape;
                if (normalized_shape.Length > shape.Length || !shape[^normalized_shape.Length..].SequenceEqual(normalized_shape))
                {
                    throw TorchError.Of($"Given normalized_shape={Shapes.Describe(normalized_shape)}, expected input with shape [*, {string.Join(", ", normalized_shape)}], but got input of size{Shapes.Describe(shape)}");
                }
                return new Tensor(LayerNormalization.Apply(input.Data, weight?.Data, bias?.Data, (int)Shapes.Count(normalized_shape), eps));
            }

            /// <summary>Normalises features, dimension 1: of the batch in training, else by the running statistics, which training updates.</summary>
            public static Tensor batch_norm(
                Tensor input, Tensor running_mean, Tensor running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5)
            {
                if (input.ndim < 2) { throw TorchError.Of($"batch_norm: expected input of at least 2 dimensions, got {Shapes.Describe(input.Data.Shape)}"); }
                long features = input.shape[1], count = features == 0 ? 0 : input.numel() / features;
                if (running_mean is not null && running_mean.numel() != features) { throw TorchError.Of($"running_mean should contain {features} elements not {running_mean.numel()}"); }

                using DisposeScope scope = NewDisposeScope();
                Tensor rows = input.ndim == 2 ? input : input.transpose(1, -1).reshape(-1, features);
                TensorData? mean = training ? null : running_mean!.Data.AddReference();
                TensorData? variance = training ? null : running_var.Data.AddReference();
                Tensor result = new(BatchNormalization.Apply(rows.Data, weight?.Data, bias?.Data, ref mean, ref variance, eps));
                using TensorData usedMean = mean!, usedVariance = variance!;
                if (training)
                {
                    Blend(running_mean, usedMean, momentum, 1);
                    Blend(running_var, usedVariance, momentum, (double)count / (count - 1)); // a single row makes it NaN: 0 · ∞
                }
                if (input.ndim == 2) { return result.MoveToOuterDisposeScope(); }
                long[] moved = input.shape;
                (moved[1], moved[^1]) = (moved[^1], moved[1]);
                return result.reshape(moved).transpose(1, -1).MoveToOuterDisposeScope();
            }

            /// <summary>Class numbers [*] to rows with a single 1: [*, classes].</summary>
            /// <param name="x">Int64, from 0.</param>
            /// <param name="num_classes">-1 is one more than the largest number.</param>
            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                if (x.dtype != ScalarType.Int64) { throw new ArgumentException("OneHot input tensor must have elements of type Int64"); }
                using TensorData numbers = Copy.Contiguous(x.Data);
                ReadOnlySpan<long> labels = numbers.Span<long>();
                long largest = -1;
                foreach (long label in labels)
                {
                    if (label < 0) { throw TorchError.Of("Class values must be non-negative."); }
                    largest = Math.Max(largest, label);
                }
                if (num_classes == -1)
                {
                    if (labels.IsEmpty) { throw TorchError.Of("Can not infer total number of classes from empty tensor."); }
                    num_classes = largest + 1;
                }
                if (num_classes <= largest || num_classes < 1) { throw TorchError.Of($"Class values must be smaller than num_classes: {largest} of {num_classes}."); }

                TensorData result = TensorData.Zeros([.. numbers.Shape, num_classes], ScalarType.Int64);
                Span<long> values = result.Span<long>();
                for (int i = 0; i < labels.Length; i++) { values[(int)((i * num_classes) + labels[i])] = 1; }
                return new Tensor(result);
            }

            /// <summary>Rows of a table; the gradient skips <paramref name="paddingIndex"/>.</summary>
            internal static Tensor Rows(Tensor table, Tensor numbers, long? paddingIndex) => new(TableLookup.Apply(table.Data, numbers.Data, paddingIndex));

            private static void Blend(Tensor? running, TensorData batch, double share, double factor)
            {
                if (running is null) { return; }
                using var noGrad = no_grad();
                using TensorData scaled = Elementwise.Binary<MultiplyOperation>(batch, share * factor);
                using TensorData typed = Cast.To(scaled, running.dtype);
                running.mul_(1 - share);
                Elementwise.AddInto(running.Data, typed);
            }
        }
    }
}
