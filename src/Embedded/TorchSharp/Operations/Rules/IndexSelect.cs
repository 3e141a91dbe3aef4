using System.Numerics.Tensors;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Whole slices of x along one dimension, in the order of a list of positions.</summary>
internal sealed class IndexSelect : Node<IndexSelect>
{
    private const int ShortRow = 16;

    private SavedTensor _index;
    private SavedShape _input;
    private int _dimension;

    public static TensorData Apply(TensorData x, long dimension, TensorData index)
    {
        int d = Shapes.Wrap(dimension, x.Rank);
        if (index.Rank > 1)
        {
            throw TorchError.Of($"index_select(): Index is supposed to be a vector, got shape {Shapes.Describe(index.Shape)}");
        }
        using TensorData whole = IndexWalk.Whole(index);
        TensorData result = Values(x, d, whole);
        if (Graph.Records(x))
        {
            IndexSelect node = Rent();
            node.SetInputs(x);
            node._index.Save(whole);
            (node._input, node._dimension) = (new SavedShape(x), d);
            result.SetNode(node);
        }
        return result;
    }

    /// <summary>The values alone, outside the graph.</summary>
    public static TensorData Values(TensorData x, int dimension, TensorData index)
    {
        using TensorData source = Copy.Contiguous(x);
        Dimensions shape = new(x.Shape);
        shape[dimension] = index.Count;
        TensorData result = TensorData.Empty(shape.Span(x.Rank), x.Type);
        (int outer, int size, int inner) = Split(source, dimension);
        int elementSize = x.Type.ElementSize();
        if (elementSize == 4 && inner < ShortRow)
        {
            CopyShortRows(source.Span<int>(), result.Span<int>(), index.Span<long>(), outer, size, inner);
        }
        else
        {
            CopyRows(source.Bytes(), result.Bytes(), index.Span<long>(), outer, size, inner * elementSize);
        }
        return result;
    }

    /// <summary>target += α source at the positions; the target is a contiguous real tensor.</summary>
    public static void AddInto(TensorData target, int dimension, TensorData index, TensorData source, double alpha = 1)
    {
        using TensorData values = Copy.Contiguous(source);
        if (target.Type == ScalarType.Float32)
        {
            AddInto(target, dimension, index.Span<long>(), values, (float)alpha);
        }
        else
        {
            AddInto(target, dimension, index.Span<long>(), values, alpha);
        }
        target.Buffer.Touch();
    }

    protected override void Backward(TensorData gradient) =>
        AddInto(Input0!.GradientBuffer(_input.Sizes, _input.Type), _dimension, _index.Value, gradient);

    protected override void ReleaseSaved() => _index.Release();

    private static void CopyRows(ReadOnlySpan<byte> from, Span<byte> to, ReadOnlySpan<long> positions, int outer, int size, int blockBytes)
    {
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < positions.Length; i++)
            {
                int position = (int)IndexWalk.Checked(positions[i], size);
                from.Slice(((o * size) + position) * blockBytes, blockBytes).CopyTo(to.Slice(((o * positions.Length) + i) * blockBytes, blockBytes));
            }
        }
    }

    /// <summary>For rows of which the call that copies one would take longer than the copying.</summary>
    private static void CopyShortRows(ReadOnlySpan<int> from, Span<int> to, ReadOnlySpan<long> positions, int outer, int size, int inner)
    {
        int target = 0;
        for (int o = 0; o < outer; o++)
        {
            foreach (long listed in positions)
            {
                int position = (int)IndexWalk.Checked(listed, size);
                ReadOnlySpan<int> row = from.Slice(((o * size) + position) * inner, inner);
                foreach (int value in row)
                {
                    to[target++] = value;
                }
            }
        }
    }

    private static void AddInto<T>(TensorData target, int dimension, ReadOnlySpan<long> positions, TensorData values, T alpha)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        (int outer, int size, int inner) = Split(target, dimension);
        Span<T> to = target.Span<T>();
        ReadOnlySpan<T> from = values.Span<T>();
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < positions.Length; i++)
            {
                int position = (int)IndexWalk.Checked(positions[i], size);
                Span<T> place = to.Slice(((o * size) + position) * inner, inner);
                TensorPrimitives.MultiplyAdd(from.Slice(((o * positions.Length) + i) * inner, inner), alpha, place, place);
            }
        }
    }

    private static (int Outer, int Size, int Inner) Split(TensorData x, int dimension)
    {
        if (x.Rank == 0)
        {
            return (1, 1, 1);
        }
        long outer = Shapes.Count(x.Shape[..dimension]), inner = Shapes.Count(x.Shape[(dimension + 1)..]);
        return ((int)outer, (int)x.Size(dimension), (int)inner);
    }
}
