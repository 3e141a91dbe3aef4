namespace TorchSharp;

/// <summary>f(x), element by element.</summary>
internal sealed class Function<TOperation> : Node<Function<TOperation>>
    where TOperation : struct, IUnaryOperation
{
    private SavedTensor _saved;
    private TOperation _operation;

    public static TensorData Apply(TensorData x, TOperation operation = default)
    {
        TensorData result = Elementwise.Unary(x, operation);
        if (Graph.Records(x))
        {
            Function<TOperation> node = Rent();
            node.SetInputs(x);
            node._operation = operation;
            if (operation.SavesResult)
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

    public static void ApplyInPlace(TensorData x, TOperation operation = default)
    {
        Graph.CheckInPlace(x);
        if (!Graph.Records(x))
        {
            Elementwise.UnaryInPlace(x, operation);
            return;
        }
        Function<TOperation> node = Rent();
        node.SetInputs(x);
        node._operation = operation;
        if (operation.SavesResult)
        {
            Elementwise.UnaryInPlace(x, operation);
            node._saved.SaveResult(x);
        }
        else
        {
            using TensorData before = x.Alias(); // written over below: a backward pass that needs it reports that
            node._saved.Save(before);
            Elementwise.UnaryInPlace(x, operation);
        }
        x.SetNode(node);
    }

    protected override void Backward(TensorData gradient) =>
        Input0!.Accumulate(Elementwise.Gradient(gradient, _saved.Value, _operation));

    protected override void ReleaseSaved() => _saved.Release();
}
