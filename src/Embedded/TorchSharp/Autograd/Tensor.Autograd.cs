namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Data.NeedsGrad;
            set => requires_grad_(value);
        }

        public bool is_leaf => Data.IsLeaf;

        /// <summary>The gradient summed up so far, as a new handle; null before the first backward pass.</summary>
        public Tensor? grad
        {
            get => Data.Grad is { } gradient ? new Tensor(gradient.AddReference()) : null;
            set => Data.SetGrad(value?.Data.AddReference());
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            TensorData data = Data;
            if (requires_grad && !torch.is_floating_point(data.Type))
            {
                throw TorchError.Of("only Tensors of floating point dtype can require gradients");
            }
            if (!requires_grad && !data.IsLeaf)
            {
                throw TorchError.Of("you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().");
            }
            data.RequiresGrad = requires_grad && data.IsLeaf;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Keeps the gradient of a computed tensor too.</summary>
        public void retain_grad()
        {
            TensorData data = Data;
            if (!data.NeedsGrad)
            {
                throw TorchError.Of("can't retain_grad on Tensor that has requires_grad=False");
            }
            if (data.Node is { } node)
            {
                data.RetainsGrad = true;
                node.Retainer = data;
            }
        }

        /// <summary>The same values, outside the graph of gradients; memory is shared.</summary>
        public Tensor detach() => new(Data.Alias());

        public Tensor detach_()
        {
            Data.SetNode(null);
            Data.RequiresGrad = false;
            return this;
        }

        /// <summary>Adds the gradients of this single value to every leaf it was computed from.</summary>
        public void backward() => BackwardPass.Run([Data], [], retainGraph: false);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
