using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>x Wᵀ + b, or max(0, x Wᵀ + b): [*, in] to [*, out], in one product.</summary>
internal sealed class AffineMap : Node<AffineMap>
{
    private SavedTensor _input, _weight;
    private SavedTensor _rectified; // where the gradient passes
    private SavedShape _inputShape;
    private bool _rectifies;

    public static TensorData Apply(TensorData input, TensorData weight, TensorData? bias, bool rectify = false)
    {
        Check(input, weight, bias);
        (int rows, int columns, int width) = (Rows(input), (int)weight.Size(0), (int)weight.Size(1));
        using TensorData x = Copy.Contiguous(input);
        using TensorData w = Copy.Contiguous(weight);
        using TensorData? b = bias is null ? null : Copy.Contiguous(bias);

        Span<long> shape = stackalloc long[input.Rank];
        input.Shape.CopyTo(shape);
        shape[^1] = columns;
        TensorData result = TensorData.Empty(shape, input.Type);
        if (input.Type == ScalarType.Float32)
        {
            MatrixProduct.Multiply(
                rows, columns, width, x.Span<float>(), Math.Max(width, 1), false, w.Span<float>(), Math.Max(width, 1), true, result.Span<float>(), Math.Max(columns, 1),
                bias: b is null ? default : b.Span<float>(), activation: rectify ? Activation.Relu : Activation.None);
        }
        else
        {
            using TensorData matrix = x.View([rows, width], [width, 1], x.Offset);
            using TensorData product = result.View([rows, columns], [columns, 1], result.Offset);
            Matrices.Multiply(matrix, false, w, true, product);
            if (b is not null) { Elementwise.InPlace<AddOperation>(result, b); }
            if (rectify) { Elementwise.UnaryInPlace<ReluOperation>(result); }
        }

        if (bias is null ? Graph.Records(input, weight) : Graph.Records(input, weight, bias))
        {
            AffineMap node = Rent();
            node.SetInputs(input, weight, bias);
            node._inputShape = new SavedShape(input);
            if (weight.NeedsGrad) { node._input.Save(x); }
            if (input.NeedsGrad) { node._weight.Save(w); }
            node._rectifies = rectify;
            if (rectify) { node._rectified.SaveResult(result); }
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        using TensorData dense = _rectifies ? Elementwise.Gradient<ReluOperation>(gradient, _rectified.Value) : Copy.Contiguous(gradient);
        (int rows, int columns) = (Rows(dense), (int)dense.Size(dense.Rank - 1));
        using TensorData dy = dense.View([rows, columns], [columns, 1], dense.Offset);
        if (Input0 is not null) // dX = dY W
        {
            TensorData dx = TensorData.Empty(_inputShape.Sizes, dy.Type);
            long width = _inputShape.Sizes[^1];
            using TensorData target = dx.View([rows, width], [width, 1], dx.Offset);
            Matrices.Multiply(dy, false, _weight.Value, false, target);
            Input0.Accumulate(dx);
        }
        if (Input1 is not null) // dW = dYᵀ X
        {
            TensorData x = _input.Value;
            long width = x.Size(x.Rank - 1);
            TensorData dw = TensorData.Empty([columns, width], dy.Type);
            TensorData? db = Input2 is null ? null : TensorData.Empty([columns], dy.Type);
            if (dy.Type == ScalarType.Float32)
            {
                WeightGradient.Compute(rows, columns, (int)width, dy.Span<float>(), x.Span<float>(), dw.Span<float>(), db is null ? default : db.Span<float>());
            }
            else
            {
                using TensorData matrix = x.View([rows, width], [width, 1], x.Offset);
                Matrices.Multiply(dy, true, matrix, false, dw);
                if (db is not null) { Reduce.Into<SumFold>(dy, db); }
            }
            Input1.Accumulate(dw);
            if (db is not null) { Input2!.Accumulate(db); }
        }
        else
        {
            Input2?.Accumulate(Reduce.SumTo(dy, [columns]));
        }
    }

    protected override void ReleaseSaved()
    {
        _input.Release();
        _weight.Release();
        _rectified.Release();
    }

    private static int Rows(TensorData x) => x.Size(x.Rank - 1) == 0 ? (int)Shapes.Count(x.Shape[..^1]) : (int)(x.Count / x.Size(x.Rank - 1));

    private static void Check(TensorData input, TensorData weight, TensorData? bias)
    {
        if (weight.Rank != 2 || input.Rank == 0) { throw TorchError.Of($"linear: expected an input of at least one dimension and a weight of two, got {Shapes.Describe(input.Shape)} and {Shapes.Describe(weight.Shape)}"); }
        if (input.Size(input.Rank - 1) != weight.Size(1))
        {
            throw TorchError.Of($"mat1 and mat2 shapes cannot be multiplied ({Rows(input)}x{input.Size(input.Rank - 1)} and {weight.Size(1)}x{weight.Size(0)})");
        }
        if (input.Type != weight.Type || (bias is not null && bias.Type != weight.Type)) { throw TorchError.Of($"linear: expected input and weight of one dtype, but got: {input.Type} != {weight.Type}"); }
        if (bias is not null && (bias.Rank != 1 || bias.Count != weight.Size(0))) { throw TorchError.Of($"linear: a bias of shape {Shapes.Describe(bias.Shape)} does not fit {weight.Size(0)} outputs"); }
    }
}
