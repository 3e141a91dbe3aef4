namespace TorchSharp;

/// <summary>A tensor written over by another: from here on the gradient belongs to the source.</summary>
internal sealed class Overwrite : Node<Overwrite>
{
    private SavedShape _source;

    public static void ApplyInPlace(TensorData target, TensorData source)
    {
        Graph.CheckInPlace(target);
        Overwrite? node = null;
        if (Graph.Records(target, source))
        {
            node = Rent();
            node.SetInputs(source);
            node._source = new SavedShape(source);
        }
        Copy.Into(source, target);
        target.Buffer.Touch();
        if (node is not null)
        {
            target.SetNode(node);
        }
    }

    protected override void Backward(TensorData gradient) => Input0?.Accumulate(Broadcasting.GradientFor(gradient, _source));
}
