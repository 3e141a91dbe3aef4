namespace TorchSharp;

/// <summary>f(x), element by element.</summary>
internal sealed class Function<TOperation> : Node<Function<TOperation>>
    where TOperation : struct, IUnaryOperation<TOperation>
{
    private SavedTensor _saved;

    public static TensorData Apply(TensorData x)
    {
        TensorData result = Elementwise.Unary<TOperation>(x);
        if (Graph.Records(x))
        {
            Function<TOperation> node = Rent();
            node.SetInputs(x);
            if (TOperation.SavesResult)
            {
                node._saved.SaveResult(result);
            }
            else
            {
                node._saved.Save(x);
            }
            result.SetNode(node);
        }
        return result;
    }

    public static void ApplyInPlace(TensorData x)
    {
        Graph.CheckInPlace(x);
        if (!Graph.Records(x))
        {
            Elementwise.UnaryInPlace<TOperation>(x);
            return;
        }
        Function<TOperation> node = Rent();
        node.SetInputs(x);
        if (TOperation.SavesResult)
        {
            Elementwise.UnaryInPlace<TOperation>(x);
            node._saved.SaveResult(x);
        }
        else
        {
            using TensorData before = Copy.Clone(x);
            node._saved.Save(before);
            Elementwise.UnaryInPlace<TOperation>(x);
        }
        x.SetNode(node);
    }

    protected override void Backward(TensorData gradient) =>
        Input0!.Accumulate(Elementwise.Gradient<TOperation>(gradient, _saved.Value));

    protected override void ReleaseSaved() => _saved.Release();
}
