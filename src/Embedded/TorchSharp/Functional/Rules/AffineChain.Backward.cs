using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

internal sealed partial class AffineChain
{
    protected override void Backward(TensorData gradient)
    {
        using TensorData dy = Matrix(gradient);
        TensorData? ofInput = Input(FirstListed) is null ? null : TensorData.Empty(_inputShape.Sizes, dy.Type);
        using TensorData? dx = ofInput is null ? null : Matrix(ofInput);
        LayerGradients own = default;
        int lowest = dx is null ? _count - 1 : 0, length = 0;
        for (int i = _count - 1; i >= 0; i--)
        {
            ref Link link = ref _links[i];
            TensorData? weight = InputOf(i, 0) is null ? null : TensorData.Empty([link.Outputs, link.Inputs], dy.Type);
            TensorData? bias = InputOf(i, 1) is null ? null : TensorData.Empty([link.Outputs], dy.Type);
            own[i] = new LayerGradient(weight, bias, length);
            length += (int)((weight?.Count ?? 0) + (bias?.Count ?? 0));
            lowest = weight is null && bias is null ? lowest : Math.Min(i, lowest);
        }
        using TensorData? others = _parts == 1 ? null : TensorData.Empty([_parts - 1, length], dy.Type); // of the parts but the first
        Parallelism.For(_parts, 1, new BackwardJob { Node = this, Gradient = dy, InputGradient = dx, Own = own, Others = others, Lowest = lowest });

        for (int i = 0; i < _count; i++)
        {
            (TensorData? weight, TensorData? bias, int start) = own[i];
            if (weight is not null)
            {
                AddParts(weight, others, start);
                InputOf(i, 0)!.Accumulate(weight);
            }
            if (bias is not null)
            {
                AddParts(bias, others, start + (int)(weight?.Count ?? 0));
                InputOf(i, 1)!.Accumulate(bias);
            }
        }
        if (ofInput is not null)
        {
            Input(FirstListed)!.Accumulate(ofInput);
        }
    }

    /// <summary>What takes the gradient of a layer's weight (0) or bias (1).</summary>
    private Node? InputOf(int layer, int which) => Input(FirstListed + 1 + (2 * layer) + which);

    private static void AddParts(TensorData sum, TensorData? others, int start)
    {
        if (sum.Type == ScalarType.Float64) { AddParts<double>(sum, others, start); }
        else { AddParts<float>(sum, others, start); }
    }

    private static void AddParts<T>(TensorData sum, TensorData? others, int start)
        where T : unmanaged, INumber<T>
    {
        Span<T> values = sum.Span<T>();
        for (int part = 0; part < (others?.Size(0) ?? 0); part++)
        {
            TensorPrimitives.Add(values, others!.Span<T>().Slice((part * (int)others.Size(1)) + start, values.Length), values);
        }
    }

    /// <summary>The gradients of a layer, of the first part of the rows until the others are added; those start at a place of their own.</summary>
    private readonly record struct LayerGradient(TensorData? Weight, TensorData? Bias, int Start);

    [InlineArray(MostLayers)]
    private struct LayerGradients
    {
        private LayerGradient _first;
    }

    /// <summary>Takes parts of the rows back through the layers, down to the lowest that wants a gradient.</summary>
    private struct BackwardJob : IRangeJob
    {
        public AffineChain Node;
        public TensorData Gradient;
        public TensorData? InputGradient, Others;
        public LayerGradients Own;
        public int Lowest;

        public readonly void Run(int from, int to)
        {
            for (int part = from; part < to; part++)
            {
                if (Gradient.Type == ScalarType.Float64) { Run<double>(part); }
                else { Run<float>(part); }
            }
        }

        private readonly void Run<T>(int part)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            (int first, int rows) = RowsOfOne(part, Node._parts, (int)Gradient.Size(0));
            using TensorData scratch = TensorData.Empty([2, rows, Width()], Gradient.Type);
            int free = 0; // the half of the scratch for the next gradient
            RowBlock dz = RowsOf(Gradient, first);
            for (int i = Node._count - 1; i >= Lowest; i--)
            {
                ref Link link = ref Node._links[i];
                (TensorData? weight, TensorData? bias, int start) = Own[i];
                (int outputs, int inputs) = (link.Outputs, link.Inputs);
                RowBlock? sums = bias is null ? null : part == 0 ? new RowBlock(bias, 0, 0) : OfPart(part, start + (int)(weight?.Count ?? 0));
                if (link.Rectifies)
                {
                    TensorData result = i == Node._count - 1 ? Node._rectified.Value : Node._links[i + 1].Input.Value;
                    RowBlock passed = dz;
                    if (i == Node._count - 1) // the rows are not ours to write over
                    {
                        passed = new RowBlock(scratch, 0, outputs);
                        free = 1;
                    }
                    RectifierGradient.Compute<T>(rows, outputs, dz, new RowBlock(result, first * outputs, outputs), passed, sums);
                    dz = passed;
                }
                else if (sums is not null)
                {
                    RectifierGradient.Compute<T>(rows, outputs, dz, null, dz, sums);
                }

                if (weight is not null)
                {
                    RowBlock x = RowsOf(link.Input.Value, first), dw = part == 0 ? new RowBlock(weight, 0, inputs) : OfPart(part, start) with { Stride = inputs };
                    WeightOf<T>(rows, outputs, inputs, dz, x, dw.Span<T>(outputs, inputs));
                }
                if (i > Lowest || InputGradient is not null)
                {
                    RowBlock dx = i == 0 ? RowsOf(InputGradient!, first) : new RowBlock(scratch, free * rows * Width(), inputs);
                    using TensorData w = Copy.Contiguous(link.Weight.Value);
                    Matrices.Multiply<T>(
                        rows, inputs, outputs, dz.Span<T>(rows, outputs), dz.Stride, false, w.Span<T>(), Math.Max(inputs, 1), false, dx.Span<T>(rows, inputs), Math.Max(inputs, 1));
                    (dz, free) = (dx, 1 - free);
                }
            }
        }

        private static RowBlock RowsOf(TensorData matrix, int first) => new(matrix, first * Matrices.RowDistance(matrix), Matrices.RowDistance(matrix));

        /// <summary>The place of a part but the first.</summary>
        private readonly RowBlock OfPart(int part, int start) => new(Others!, ((part - 1) * (int)Others!.Size(1)) + start, 0);

        /// <summary>Of the widest gradient between two layers.</summary>
        private readonly int Width()
        {
            int width = 1;
            for (int i = Lowest; i < Node._count; i++)
            {
                width = Math.Max(width, Node._links[i].Outputs);
            }
            return width;
        }

        private static void WeightOf<T>(int rows, int outputs, int inputs, RowBlock dz, RowBlock x, Span<T> result)
            where T : unmanaged, INumber<T>
        {
            if (typeof(T) == typeof(float))
            {
                WeightGradient.Compute(
                    rows, outputs, inputs, dz.Span<float>(rows, outputs), dz.Stride, x.Span<float>(rows, inputs), x.Stride, MemoryMarshal.Cast<T, float>(result));
            }
            else
            {
                Matrices.Multiply<T>(outputs, inputs, rows, dz.Span<T>(rows, outputs), dz.Stride, true, x.Span<T>(rows, inputs), x.Stride, false, result, Math.Max(inputs, 1));
            }
        }
    }
}
