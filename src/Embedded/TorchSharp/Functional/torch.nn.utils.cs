using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Gradients and parameters of a model taken together.</summary>
        public static partial class utils
        {
            /// <summary>Scales all gradients so that their common norm is at most <paramref name="max_norm"/>; returns the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                List<TensorData> gradients = [.. tensors.Select(t => t.Data.Grad).OfType<TensorData>()];
                double norm = GradientNorm.Compute(gradients, norm_type);
                double scale = max_norm / (norm + 1e-6);
                if (scale < 1)
                {
                    foreach (TensorData gradient in gradients) { ScaleInPlace(gradient, scale); }
                }
                return norm;
            }

            /// <summary>Keeps every element of the gradients within ±<paramref name="clip_value"/>.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var noGrad = no_grad();
                foreach (Parameter tensor in tensors)
                {
                    using Tensor? gradient = tensor.grad;
                    gradient?.clamp_(-clip_value, clip_value);
                }
            }

            /// <summary>All values in one row, parameter after parameter.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using DisposeScope scope = NewDisposeScope();
                return cat([.. tensors.Select(t => t.reshape(-1))]).MoveToOuterDisposeScope();
            }

            /// <summary>Writes such a row back into the parameters.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var noGrad = no_grad();
                using DisposeScope scope = NewDisposeScope();
                long start = 0;
                foreach (Parameter tensor in tensors)
                {
                    tensor.copy_(vec.narrow(0, start, tensor.numel()).view_as(tensor));
                    start += tensor.numel();
                }
            }

            private static void ScaleInPlace(TensorData gradient, double scale)
            {
                using TensorData factor = Fill.Full([], gradient.Type, scale);
                Elementwise.InPlace<MultiplyOperation>(gradient, factor);
            }
        }
    }
}
