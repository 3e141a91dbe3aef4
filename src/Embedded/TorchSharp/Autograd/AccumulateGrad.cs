namespace TorchSharp;

/// <summary>The end of the way back: adds the gradient to a leaf's <c>grad</c>.</summary>
internal sealed class AccumulateGrad : Node<AccumulateGrad>
{
    private TensorData? _leaf;

    public TensorData? Leaf => _leaf;

    public static AccumulateGrad Create(TensorData leaf)
    {
        AccumulateGrad node = Rent();
        node.Sequence = 0; // made while its user is set up, run after it all the same
        node._leaf = leaf.AddReference();
        return node;
    }

    protected override void Backward(TensorData gradient)
    {
        TensorData leaf = _leaf!;
        lock (leaf) // two threads may train on the same parameters
        {
            if (!leaf.HasZeroGrad && leaf.Grad is { } sum)
            {
                Elementwise.AddInto(sum, gradient);
            }
            else
            {
                leaf.SetGrad(gradient.IsExclusive && gradient.IsContiguous ? gradient.AddReference() : Copy.Clone(gradient));
            }
        }
    }

    /// <remarks>Not with the saved values: a second pass through the graph ends here again.</remarks>
    protected override void End()
    {
        _leaf?.Dispose();
        _leaf = null;
    }
}
