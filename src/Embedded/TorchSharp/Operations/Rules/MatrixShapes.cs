namespace TorchSharp;

/// <summary>matmul: the product of whatever two tensors are, by their ranks.</summary>
internal static class MatrixShapes
{
    public static TensorData Multiply(TensorData a, TensorData b)
    {
        if (a.Rank == 0 || b.Rank == 0)
        {
            throw TorchError.Of($"both arguments to matmul need to be at least 1D, but they are {a.Rank}D and {b.Rank}D");
        }
        if (a.Rank == 2 && b.Rank == 2)
        {
            return MatrixMultiply.Apply(a, b);
        }
        if (a.Rank == 1) // a row, which the result does not keep
        {
            using TensorData row = Squeeze.ApplyInsert(a, 0);
            using TensorData product = Multiply(row, b);
            return Squeeze.ApplyAlong(product, b.Rank == 1 ? 0 : -2);
        }
        if (b.Rank == 1) // a column
        {
            using TensorData column = Squeeze.ApplyInsert(b, 1);
            using TensorData product = Multiply(a, column);
            return Squeeze.ApplyAlong(product, -1);
        }
        if (b.Rank == 2) // one matrix for all: the batch is rows
        {
            using TensorData rows = Reshape.Apply(a, [-1, a.Shape[^1]]);
            using TensorData product = MatrixMultiply.Apply(rows, b);
            Dimensions shape = new(a.Shape);
            shape[a.Rank - 1] = b.Size(1);
            return Reshape.Apply(product, shape.Span(a.Rank));
        }
        return MultiplyBatches(a, b);
    }

    private static TensorData MultiplyBatches(TensorData a, TensorData b)
    {
        if (a.Shape[^1] != b.Shape[^2])
        {
            throw TorchError.Of($"mat1 and mat2 shapes cannot be multiplied ({Shapes.Describe(a.Shape)} and {Shapes.Describe(b.Shape)})");
        }
        Dimensions shape = default;
        int batchRank = Shapes.Broadcast(a.Shape[..^2], b.Shape[..^2], ref shape);
        using TensorData left = AsBatch(a, shape.Span(batchRank));
        using TensorData right = AsBatch(b, shape.Span(batchRank));
        using TensorData product = BatchMultiply.Apply(left, right);
        (shape[batchRank], shape[batchRank + 1]) = (a.Shape[^2], b.Shape[^1]);
        return Reshape.Apply(product, shape.Span(batchRank + 2));
    }

    private static TensorData AsBatch(TensorData x, ReadOnlySpan<long> batch)
    {
        Dimensions shape = new(batch);
        (shape[batch.Length], shape[batch.Length + 1]) = (x.Shape[^2], x.Shape[^1]);
        using TensorData expanded = Expand.Apply(x, shape.Span(batch.Length + 2));
        return Reshape.Apply(expanded, [-1, x.Shape[^2], x.Shape[^1]]);
    }
}
