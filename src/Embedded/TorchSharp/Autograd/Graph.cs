using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>When operations are recorded, and how a node finds what made its inputs.</summary>
internal static class Graph
{
    [ThreadStatic]
    private static bool t_isOff;

    /// <summary>Per thread; on at first.</summary>
    public static bool IsEnabled
    {
        get => !t_isOff;
        set => t_isOff = !value;
    }

    /// <summary>Whether an operation on these has to leave a node.</summary>
    public static bool Records(TensorData a) => !t_isOff && a.NeedsGrad;

    public static bool Records(TensorData a, TensorData b) => !t_isOff && (a.NeedsGrad || b.NeedsGrad);

    public static bool Records(TensorData a, TensorData b, TensorData c) => !t_isOff && (a.NeedsGrad || b.NeedsGrad || c.NeedsGrad);

    public static bool Records(ReadOnlySpan<TensorData> inputs)
    {
        foreach (TensorData input in inputs)
        {
            if (Records(input))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>A counted reference to the node that takes a gradient for this tensor; null where none is wanted.</summary>
    public static Node? Edge(TensorData? input) => input switch
    {
        null => null,
        { Node: { } node } => node.AddReference(),
        { RequiresGrad: true } => AccumulateGrad.Create(input),
        _ => null,
    };

    /// <summary>Call before writing in place: a leaf that wants a gradient cannot be changed while operations are recorded.</summary>
    public static void CheckInPlace(TensorData target)
    {
        if (!t_isOff && target.RequiresGrad && target.IsLeaf)
        {
            throw TorchError.Of("a leaf Variable that requires grad is being used in an in-place operation.");
        }
        if (!t_isOff && target.Node is { IsView: true })
        {
            throw new NotSupportedException("A view of a tensor that requires grad cannot be changed in place while gradients are recorded; "
                + "assign through the tensor's indexer, or change it under torch.no_grad().");
        }
    }
}
