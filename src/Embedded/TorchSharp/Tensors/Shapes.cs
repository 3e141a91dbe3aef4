using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Arithmetic of shapes and strides, with PyTorch's words where they do not fit.</summary>
internal static class Shapes
{
    public static string Describe(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    public static long Count(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long size in shape)
        {
            if (size < 0)
            {
                throw TorchError.Of($"Trying to create tensor with negative dimension {size}: {Describe(shape)}");
            }
            count = checked(count * size);
        }
        return count;
    }

    /// <summary>Row-major strides.</summary>
    public static void ContiguousStrides(ReadOnlySpan<long> shape, Span<long> strides)
    {
        long stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= Math.Max(shape[i], 1);
        }
    }

    public static bool IsContiguous(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides)
    {
        long stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            if (shape[i] != 1 && strides[i] != stride && shape.IndexOf(0) < 0)
            {
                return false;
            }
            stride *= Math.Max(shape[i], 1);
        }
        return true;
    }

    /// <summary>A dimension counted from the front; −1 is the last.</summary>
    public static int Wrap(long dimension, int rank)
    {
        int size = Math.Max(rank, 1);
        if (dimension < -size || dimension >= size)
        {
            throw TorchError.Of($"Dimension out of range (expected to be in range of [{-size}, {size - 1}], but got {dimension})");
        }
        return (int)(dimension < 0 ? dimension + size : dimension);
    }

    /// <summary>The shape that both fit into, aligned at the last dimension; returns its rank.</summary>
    public static int Broadcast(ReadOnlySpan<long> a, ReadOnlySpan<long> b, ref Dimensions result)
    {
        int rank = Math.Max(a.Length, b.Length);
        Span<long> sizes = result.Span(rank);
        for (int i = 0; i < rank; i++)
        {
            int fromEnd = rank - i;
            long sizeA = fromEnd <= a.Length ? a[^fromEnd] : 1;
            long sizeB = fromEnd <= b.Length ? b[^fromEnd] : 1;
            if (sizeA != sizeB && sizeA != 1 && sizeB != 1)
            {
                throw TorchError.Of($"The size of tensor a ({sizeA}) must match the size of tensor b ({sizeB}) at non-singleton dimension {i}; a is {Describe(a)}, b is {Describe(b)}");
            }
            sizes[i] = sizeA == 1 ? sizeB : sizeA;
        }
        return rank;
    }

    /// <summary>Strides with which a tensor is read as if it had the larger shape: 0 along what is repeated.</summary>
    public static void BroadcastStrides(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, ReadOnlySpan<long> target, Span<long> result)
    {
        int lead = target.Length - shape.Length;
        for (int i = 0; i < target.Length; i++)
        {
            result[i] = i < lead || (shape[i - lead] == 1 && target[i] != 1) ? 0 : strides[i - lead];
        }
    }

    /// <summary>Replaces a −1 by the size that keeps the number of elements.</summary>
    public static void Infer(Span<long> shape, long count)
    {
        int unknown = -1;
        long known = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] == -1)
            {
                if (unknown >= 0)
                {
                    throw TorchError.Of("only one dimension can be inferred");
                }
                unknown = i;
            }
            else
            {
                known *= shape[i];
            }
        }
        bool fits = unknown < 0 ? known == count : known != 0 && count % known == 0;
        if (!fits)
        {
            throw TorchError.Of($"shape '{Describe(shape)}' is invalid for input of size {count}");
        }
        if (unknown >= 0)
        {
            shape[unknown] = count / known;
        }
    }
}
