namespace TorchSharp;

/// <summary>The same values in new memory.</summary>
internal sealed class Duplicate : Node<Duplicate>
{
    public static TensorData Apply(TensorData x)
    {
        TensorData result = Copy.Clone(x);
        if (Graph.Records(x))
        {
            Duplicate node = Rent();
            node.SetInputs(x);
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient) => Input0!.Accumulate(gradient.AddReference());
}
