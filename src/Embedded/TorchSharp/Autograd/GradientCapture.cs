namespace TorchSharp;

/// <summary>Collects the gradients of chosen tensors during a backward pass, in place of adding to every leaf.</summary>
internal sealed class GradientCapture(TensorData[] inputs)
{
    private readonly TensorData?[] _gradients = new TensorData?[inputs.Length];

    /// <summary>One an input; null where no way led to it. The caller owns them.</summary>
    public TensorData?[] Gradients => _gradients;

    public void Offer(Node node, TensorData gradient)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if (node == inputs[i].Node || (node is AccumulateGrad { Leaf: { } leaf } && leaf == inputs[i]))
            {
                TensorData own = gradient.AddReference();
                _gradients[i] = _gradients[i] is { } sum ? GradientSum.Add(sum, own) : own;
            }
        }
    }
}
