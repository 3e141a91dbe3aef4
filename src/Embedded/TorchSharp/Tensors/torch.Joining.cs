namespace TorchSharp;

public static partial class torch
{
    /// <summary>Tensors one after another along a dimension they have.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0)
    {
        Tensor[] list = tensors as Tensor[] ?? [.. tensors];
        return cat((ReadOnlySpan<Tensor>)list, dim);
    }

    public static Tensor cat(Tensor[] tensors, long dim = 0) => cat((ReadOnlySpan<Tensor>)tensors, dim);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0)
    {
        TensorData[] rented = System.Buffers.ArrayPool<TensorData>.Shared.Rent(tensors.Length);
        for (int i = 0; i < tensors.Length; i++)
        {
            rented[i] = tensors[i].Data;
        }
        try
        {
            return new Tensor(Concatenate.Apply(rented.AsSpan(0, tensors.Length), dim));
        }
        finally
        {
            System.Buffers.ArrayPool<TensorData>.Shared.Return(rented, clearArray: true);
        }
    }

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor concatenate(ReadOnlySpan<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    /// <summary>Tensors of one shape side by side along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0)
    {
        Tensor[] widened = [.. tensors.Select(t => t.unsqueeze(dim))];
        foreach (Tensor tensor in widened)
        {
            if (!tensor.Data.Shape.SequenceEqual(widened[0].Data.Shape))
            {
                throw TorchError.Of($"stack expects each tensor to be equal size, but got {Shapes.Describe(widened[0].Data.Shape)} and {Shapes.Describe(tensor.Data.Shape)} (with the new dimension)");
            }
        }
        try
        {
            return cat(widened, dim);
        }
        finally
        {
            foreach (Tensor tensor in widened)
            {
                tensor.Dispose();
            }
        }
    }

    public static Tensor vstack(IList<Tensor> tensors) => Joined(tensors, t => t.ndim < 2 ? t.reshape(1, -1) : t.alias(), 0);

    public static Tensor vstack(Tensor[] tensors) => vstack((IList<Tensor>)tensors);

    public static Tensor hstack(IList<Tensor> tensors) => Joined(tensors, t => t.ndim == 0 ? t.reshape(1) : t.alias(), tensors.Count > 0 && tensors[0].ndim > 1 ? 1 : 0);

    public static Tensor hstack(params Tensor[] tensors) => hstack((IList<Tensor>)tensors);

    private static Tensor Joined(IList<Tensor> tensors, Func<Tensor, Tensor> shape, long dim)
    {
        Tensor[] shaped = [.. tensors.Select(shape)];
        try
        {
            return cat(shaped, dim);
        }
        finally
        {
            foreach (Tensor tensor in shaped)
            {
                tensor.Dispose();
            }
        }
    }

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);

    /// <summary>Where the condition holds, a list of positions for each dimension.</summary>
    public static Tensor[] where(Tensor condition) => [.. condition.nonzero_as_list()];

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij")
    {
        Tensor[] axes = [.. tensors];
        if (indexing == "xy" && axes.Length > 1)
        {
            (axes[0], axes[1]) = (axes[1], axes[0]);
        }
        long[] sizes = [.. axes.Select(axis => axis.numel())];
        Tensor[] grids = new Tensor[axes.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            long[] shape = [.. Enumerable.Repeat(1L, axes.Length)];
            shape[i] = sizes[i];
            using Tensor axis = axes[i].reshape(shape);
            Tensor grid = axis.expand(sizes);
            grids[i] = indexing == "xy" && axes.Length > 1 ? grid.transpose(0, 1) : grid;
        }
        if (indexing == "xy" && axes.Length > 1)
        {
            (grids[0], grids[1]) = (grids[1], grids[0]);
        }
        return grids;
    }
}
