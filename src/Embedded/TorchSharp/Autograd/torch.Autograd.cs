namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>Gradients of the outputs (their sum, weighted by <paramref name="grad_outputs"/>) for the inputs; leaves stay as they are.</summary>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            TensorData?[] gradients = Capture(outputs, grad_outputs, retain_graph, create_graph, inputs);
            Tensor[] result = new Tensor[gradients.Length];
            for (int i = 0; i < gradients.Length; i++)
            {
                if (gradients[i] is { } gradient)
                {
                    result[i] = new Tensor(gradient);
                }
                else if (!allow_unused)
                {
                    throw TorchError.Of("One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.");
                }
            }
            return result;
        }

        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            if (inputs is { Count: > 0 })
            {
                TensorData?[] gradients = Capture(tensors, grad_tensors, retain_graph ?? create_graph, create_graph, inputs);
                for (int i = 0; i < gradients.Length; i++)
                {
                    if (gradients[i] is { } gradient)
                    {
                        TensorData input = inputs[i].Data;
                        input.SetGrad(input.Grad is { } sum ? GradientSum.Add(sum.AddReference(), gradient) : gradient);
                    }
                }
                return;
            }
            RefuseGraphOfGradients(create_graph);
            BackwardPass.Run(DataOf(tensors), DataOf(grad_tensors ?? []), retain_graph ?? false);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        private static TensorData?[] Capture(IList<Tensor> outputs, IList<Tensor>? grad_outputs, bool retain_graph, bool create_graph, IList<Tensor> inputs)
        {
            RefuseGraphOfGradients(create_graph);
            TensorData[] wanted = DataOf(inputs);
            foreach (TensorData input in wanted)
            {
                if (!input.NeedsGrad)
                {
                    throw TorchError.Of("One of the differentiated Tensors does not require grad");
                }
            }
            var capture = new GradientCapture(wanted);
            BackwardPass.Run(DataOf(outputs), DataOf(grad_outputs ?? []), retain_graph, capture);
            return capture.Gradients;
        }

        private static TensorData[] DataOf(IList<Tensor> tensors)
        {
            TensorData[] data = new TensorData[tensors.Count];
            for (int i = 0; i < data.Length; i++)
            {
                data[i] = tensors[i]?.Data!; // a gradient may be null: 1
            }
            return data;
        }

        private static void RefuseGraphOfGradients(bool create_graph)
        {
            if (create_graph)
            {
                throw new NotSupportedException("Gradients of gradients (create_graph: true) are not recorded by this build of TorchSharp; use the native packages for them.");
            }
        }
    }
}
