namespace TorchSharp;

/// <summary>Base of all operations' nodes: one kind, with a list of those that wait to be used again.</summary>
internal abstract class Node<TSelf> : Node, FreeList<TSelf>.IItem
    where TSelf : Node<TSelf>, new()
{
    TSelf? FreeList<TSelf>.IItem.NextFree { get; set; }

    /// <summary>A node with one reference, which goes to the result (<see cref="TensorData.SetNode"/>).</summary>
    protected static TSelf Rent()
    {
        TSelf node = FreeList<TSelf>.Take() ?? new TSelf();
        node.Start();
        return node;
    }

    protected sealed override void ReturnToPool() => FreeList<TSelf>.Return((TSelf)this);
}
