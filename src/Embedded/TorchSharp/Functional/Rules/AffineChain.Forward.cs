using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

internal sealed partial class AffineChain
{
    /// <summary>Takes parts of the rows through all layers.</summary>
    private struct ForwardJob : IRangeJob
    {
        public AffineLayer.List Layers;
        public Values Values; // the input, then every layer's result
        public int Count, Rows, Parts;

        public readonly void Run(int from, int to)
        {
            for (int part = from; part < to; part++)
            {
                (int first, int count) = RowsOfOne(part, Parts, Rows);
                for (int i = 0; i < Count; i++)
                {
                    (TensorData input, TensorData result) = (Values[i]!, Values[i + 1]!);
                    switch (input.Type)
                    {
                        case ScalarType.Float32: Layer(Layers[i], input, result, first, count); break;
                        case ScalarType.Float64: Layer<double>(Layers[i], input, result, first, count); break;
                        case ScalarType.Int64: Layer<long>(Layers[i], input, result, first, count); break;
                        case ScalarType.Int32: Layer<int>(Layers[i], input, result, first, count); break;
                        default: throw TorchError.Of($"\"addmm_impl_cpu_\" not implemented for '{input.Type}'");
                    }
                }
            }
        }

        private static void Layer(in AffineLayer layer, TensorData input, TensorData result, int first, int rows)
        {
            (int outputs, int inputs) = (layer.Outputs, layer.Inputs);
            MatrixProduct.Multiply(
                rows, outputs, inputs, Matrices.RowsOf<float>(input, first, rows), Matrices.RowDistance(input), false, layer.Weight.Span<float>(), Math.Max(inputs, 1), true,
                Matrices.RowsOf<float>(result, first, rows), Math.Max(outputs, 1), bias: layer.Bias is { } bias ? bias.Span<float>() : default, activation: layer.Rectifies ? Activation.Relu : Activation.None);
        }

        private static void Layer<T>(in AffineLayer layer, TensorData input, TensorData result, int first, int rows)
            where T : unmanaged, INumber<T>
        {
            (int outputs, int inputs) = (layer.Outputs, layer.Inputs);
            Span<T> y = Matrices.RowsOf<T>(result, first, rows);
            Matrices.Multiply<T>(rows, outputs, inputs, Matrices.RowsOf<T>(input, first, rows), Matrices.RowDistance(input), false, layer.Weight.Span<T>(), inputs, true, y, outputs);
            for (int i = 0; layer.Bias is not null && i < rows; i++)
            {
                TensorPrimitives.Add(y.Slice(i * outputs, outputs), layer.Bias.Span<T>(), y.Slice(i * outputs, outputs));
            }
            if (layer.Rectifies)
            {
                TensorPrimitives.Max(y, T.Zero, y);
            }
        }
    }
}
