namespace TorchSharp;

/// <summary>What a living <see cref="torch.Tensor"/> holds: its values, and its place in a dispose scope.</summary>
/// <remarks>It goes back to a per-thread pool when the tensor lets go, so of every operation of a training step only the tensor itself, a single reference, is left to the garbage collector.</remarks>
internal sealed class TensorLease : FreeList<TensorLease>.IItem
{
    private TensorLease()
    {
    }

    public TensorData Data { get; private set; } = null!;

    public DisposeScope? Scope { get; private set; }

    public int IndexInScope { get; private set; }

    TensorLease? FreeList<TensorLease>.IItem.NextFree { get; set; }

    /// <summary>Takes over the caller's reference.</summary>
    public static TensorLease Take(TensorData data)
    {
        TensorLease lease = FreeList<TensorLease>.Take() ?? new TensorLease();
        lease.Data = data;
        return lease;
    }

    public void PlaceIn(DisposeScope? scope, int index) => (Scope, IndexInScope) = (scope, index);

    /// <summary>Passes the reference on; the lease is not to be used any more.</summary>
    public TensorData GiveBack()
    {
        TensorData data = Data;
        (Data, Scope) = (null!, null);
        FreeList<TensorLease>.Return(this);
        return data;
    }
}
