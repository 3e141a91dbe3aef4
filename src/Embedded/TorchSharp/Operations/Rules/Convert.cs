namespace TorchSharp;

/// <summary>The values in another type.</summary>
internal sealed class Convert : Node<Convert>
{
    private torch.ScalarType _type;

    public static TensorData Apply(TensorData x, torch.ScalarType type)
    {
        TensorData result = Cast.To(x, type);
        if (torch.is_floating_point(type) && Graph.Records(x))
        {
            Convert node = Rent();
            node.SetInputs(x);
            node._type = x.Type;
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient) => Input0!.Accumulate(Cast.To(gradient, _type));
}
