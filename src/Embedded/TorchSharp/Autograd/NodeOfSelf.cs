namespace TorchSharp;

/// <summary>Base of all operations' nodes: the per-thread pool of one kind.</summary>
internal abstract class Node<TSelf> : Node
    where TSelf : Node<TSelf>, new()
{
    private const int PoolLimit = 1024;

    [ThreadStatic]
    private static TSelf? t_free;

    [ThreadStatic]
    private static int t_freeCount;

    private TSelf? _next;

    /// <summary>A node with one reference, which goes to the result (<see cref="TensorData.SetNode"/>).</summary>
    protected static TSelf Rent()
    {
        TSelf? node = t_free;
        if (node is null)
        {
            node = new TSelf();
        }
        else
        {
            t_free = node._next;
            t_freeCount--;
            node._next = null;
        }
        node.Start();
        return node;
    }

    protected sealed override void ReturnToPool()
    {
        if (t_freeCount < PoolLimit)
        {
            _next = t_free;
            t_free = (TSelf)this;
            t_freeCount++;
        }
    }
}
