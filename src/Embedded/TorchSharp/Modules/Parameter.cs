using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A tensor that is trained: registered by the module that holds it, and wanting a gradient.</summary>
    public class Parameter : Tensor
    {
        /// <summary>Takes over the tensor's values and its place in a dispose scope; the tensor itself is empty from then on.</summary>
        public Parameter(Tensor data, bool requires_grad = true) : this(data.OwningScope, data.with_requires_grad(requires_grad).MoveData())
        {
        }

        private Parameter(DisposeScope? scope, TensorData data) : base(data)
        {
            if (scope is null) { DetachFromDisposeScope(); }
            else { MoveToOtherDisposeScope(scope); }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }

    public static partial class TensorExtensionMethods
    {
        public static Parameter AsParameter(this Tensor tensor) => new(tensor);
    }
}
