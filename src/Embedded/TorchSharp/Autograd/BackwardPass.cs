using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Carries gradients from results back to leaves.</summary>
/// <remarks>Nodes are numbered as they are made, so running the reachable ones from the highest number down visits every node after all users of its result.</remarks>
internal static class BackwardPass
{
    private static long s_passes;

    [ThreadStatic]
    private static List<Node>? t_nodes;

    /// <param name="roots">Where to start.</param>
    /// <param name="gradients">One a root; null for 1, which only a single value can have. Not taken over.</param>
    /// <param name="retainGraph">Keeps the saved values for another pass.</param>
    /// <param name="capture">Where not null, leaves stay as they are and the gradients of these tensors go here.</param>
    public static void Run(ReadOnlySpan<TensorData> roots, ReadOnlySpan<TensorData?> gradients, bool retainGraph, GradientCapture? capture = null)
    {
        List<Node> nodes = t_nodes ?? [];
        t_nodes = null; // a pass inside this one makes its own list
        long pass = Interlocked.Increment(ref s_passes);
        try
        {
            for (int i = 0; i < roots.Length; i++)
            {
                Seed(roots[i], i < gradients.Length ? gradients[i] : null, i, pass, nodes);
            }
            CollectReachable(nodes, pass);
            nodes.Sort(static (a, b) => b.Sequence.CompareTo(a.Sequence));
            foreach (Node node in nodes)
            {
                RunNode(node, retainGraph, capture);
            }
        }
        finally
        {
            foreach (Node node in nodes)
            {
                node.TakeGradient()?.Dispose(); // left over only if a node failed
                node.Release();
            }
            nodes.Clear();
            t_nodes = nodes;
        }
    }

    private static void Seed(TensorData root, TensorData? gradient, int index, long pass, List<Node> nodes)
    {
        if (!root.NeedsGrad)
        {
            throw TorchError.Of($"element {index} of tensors does not require grad and does not have a grad_fn");
        }
        if (gradient is null && root.Count != 1)
        {
            throw TorchError.Of($"grad can be implicitly created only for scalar outputs; this one has the shape {Shapes.Describe(root.Shape)}");
        }
        if (gradient is not null && !gradient.Shape.SequenceEqual(root.Shape))
        {
            throw TorchError.Of($"Mismatch in shape: grad_output[{index}] has a shape of {Shapes.Describe(gradient.Shape)} and output[{index}] has a shape of {Shapes.Describe(root.Shape)}.");
        }
        Node node = Graph.Edge(root)!;
        node.Accumulate(gradient?.AddReference() ?? Fill.Ones(root.Shape, root.Type));
        if (node.Pass == pass)
        {
            node.Release();
            return;
        }
        node.Pass = pass;
        nodes.Add(node);
    }

    private static void CollectReachable(List<Node> nodes, long pass)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            Node node = nodes[i];
            for (int j = 0; j < node.InputCount; j++)
            {
                if (node.Input(j) is { } input && input.Pass != pass)
                {
                    input.Pass = pass;
                    nodes.Add(input.AddReference());
                }
            }
        }
    }

    private static void RunNode(Node node, bool retainGraph, GradientCapture? capture)
    {
        using TensorData? gradient = node.TakeGradient();
        if (gradient is null) // no way from the roots to here was taken
        {
            return;
        }
        node.Retainer?.SetGrad(Copy.Clone(gradient));
        capture?.Offer(node, gradient);
        if (capture is null || node is not AccumulateGrad)
        {
            node.Run(gradient, retainGraph);
        }
    }
}
