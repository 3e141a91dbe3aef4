namespace TorchSharp;

/// <summary>√Σ x² along dimensions (none given: all). Its gradient at 0 is 0.</summary>
internal sealed class EuclideanNorm : Node<EuclideanNorm>
{
    private SavedTensor _x, _kept;

    public static TensorData Apply(TensorData x, ReadOnlySpan<long> dimensions, bool keepDimensions)
    {
        if (!torch.is_floating_point(x.Type))
        {
            throw TorchError.Of($"linalg.vector_norm: Expected a floating point or complex tensor as input. Got {x.Type}");
        }
        using TensorData squares = Elementwise.Unary<SquareOperation>(x);
        TensorData kept = Reduce.Sum(squares, dimensions, x.Type);
        Elementwise.UnaryInPlace<SqrtOperation>(kept);
        EuclideanNorm? node = null;
        if (Graph.Records(x))
        {
            node = Rent();
            node.SetInputs(x);
            node._x.Save(x);
            node._kept.SaveResult(kept);
        }
        TensorData result = keepDimensions ? kept : Reduce.DropDimensions(kept, dimensions);
        result.SetNode(node);
        return result;
    }

    /// <summary>g x / norm.</summary>
    protected override void Backward(TensorData gradient)
    {
        TensorData kept = _kept.Value;
        using TensorData window = Reshape.Window(gradient, kept.Shape);
        using TensorData zero = TensorData.Zeros([], kept.Type);
        using TensorData isZero = Comparisons.Compare<EqualComparison>(kept, zero);
        using TensorData quotient = Elementwise.Binary<DivideOperation>(window, kept);
        using TensorData scale = Where.Select(isZero, zero, quotient);
        Input0!.Accumulate(Elementwise.Binary<MultiplyOperation>(_x.Value, scale));
    }

    protected override void ReleaseSaved()
    {
        _x.Release();
        _kept.Release();
    }
}
