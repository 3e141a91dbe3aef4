using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Reads and writes t[i, j..k, mask, …]: first what a view can show, then what needs lists of positions.</summary>
internal static class Indexing
{
    /// <summary>The indexed values: a view where only positions and ranges are given, else a copy.</summary>
    public static TensorData Read(TensorData x, ReadOnlySpan<TensorIndex> indices)
    {
        var lists = new TensorData?[Dimensions.Limit];
        using TensorData view = View(x, indices, lists);
        if (!lists.Any(list => list is not null))
        {
            return view.AddReference();
        }
        try
        {
            using TensorData places = Places(view, lists);
            using TensorData flat = Reshape.Apply(view, [-1]);
            using TensorData flatPlaces = Reshape.Window(places, [places.Count]);
            using TensorData values = IndexSelect.Apply(flat, 0, flatPlaces);
            return Reshape.Apply(values, places.Shape);
        }
        finally
        {
            Release(lists);
        }
    }

    /// <summary>Writes the value, broadcast, over the indexed ones, or adds it to them.</summary>
    public static void Write(TensorData x, ReadOnlySpan<TensorIndex> indices, TensorData value, bool adds)
    {
        Graph.CheckInPlace(x);
        using TensorData order = TensorData.Empty(x.Shape, ScalarType.Int64);
        for (int i = 0; i < order.Count; i++)
        {
            order.Span<long>()[i] = i;
        }
        using TensorData indexed = Read(order, indices);
        using TensorData places = Reshape.Window(indexed, [indexed.Count]);
        using TensorData contiguousPlaces = Copy.Contiguous(places);
        using TensorData typed = Convert.Apply(value, x.Type);
        using TensorData trimmed = WithoutLeadingOnes(typed, indexed.Rank);
        using TensorData spread = Expand.Apply(trimmed, indexed.Shape);
        using TensorData values = Reshape.Apply(spread, [-1]);
        using TensorData before = Snapshot(x);
        using TensorData flat = Reshape.Apply(before, [-1]);
        using TensorData changed = Scatter.Apply(flat, 0, contiguousPlaces, values, overwrites: !adds);
        using TensorData shaped = Reshape.Apply(changed, x.Shape);
        Overwrite.ApplyInPlace(x, shaped);
    }

    /// <summary>As the real library does: a value of shape [1, 3] may be written over [3].</summary>
    private static TensorData WithoutLeadingOnes(TensorData value, int rank)
    {
        int surplus = 0;
        while (value.Rank - surplus > rank && value.Size(surplus) == 1)
        {
            surplus++;
        }
        return surplus == 0 ? value.AddReference() : Reshape.Apply(value, value.Shape[surplus..]);
    }

    /// <summary>The tensor as it is now, with its place in the graph, under an object of its own.</summary>
    private static TensorData Snapshot(TensorData x)
    {
        TensorData snapshot = x.Alias();
        if (Graph.Records(x))
        {
            snapshot.SetNode(Graph.Edge(x));
        }
        return snapshot;
    }

    /// <summary>Applies positions, ranges, ellipsis and new dimensions; leaves the lists of positions by the dimension of the view they index.</summary>
    private static TensorData View(TensorData x, ReadOnlySpan<TensorIndex> indices, TensorData?[] lists)
    {
        int used = 0;
        foreach (TensorIndex index in indices)
        {
            used += DimensionsUsed(index);
        }
        if (used > x.Rank)
        {
            throw TorchError.Of($"too many indices for tensor of dimension {x.Rank}");
        }

        TensorData view = x.AddReference();
        int dimension = 0;
        foreach (TensorIndex index in indices)
        {
            TensorData before = view;
            switch (index.Kind)
            {
                case IndexKind.Single:
                    view = Slice.ApplySelect(before, dimension, index.Start!.Value);
                    break;
                case IndexKind.Slice:
                    view = Slice.Apply(before, dimension++, index.Start ?? 0, index.Stop ?? long.MaxValue, index.Step ?? 1);
                    break;
                case IndexKind.Ellipsis:
                    dimension += x.Rank - used;
                    continue;
                case IndexKind.NewDimension:
                    view = Squeeze.ApplyInsert(before, dimension++);
                    break;
                case IndexKind.Truth:
                    view = Squeeze.ApplyInsert(before, dimension);
                    lists[dimension++] = TensorData.Zeros([index.Start!.Value], ScalarType.Int64);
                    break;
                default:
                    dimension = AddLists(index.Positions!.Data, before, dimension, lists);
                    continue;
            }
            before.Dispose();
        }
        return view;
    }

    private static int DimensionsUsed(TensorIndex index) => index.Kind switch
    {
        IndexKind.Single or IndexKind.Slice => 1,
        IndexKind.Tensor => index.Positions!.dtype == ScalarType.Bool ? (int)index.Positions.ndim : 1,
        _ => 0,
    };

    private static int AddLists(TensorData index, TensorData view, int dimension, TensorData?[] lists)
    {
        if (index.Type != ScalarType.Bool)
        {
            lists[dimension] = IndexWalk.Whole(index);
            return dimension + 1;
        }
        for (int i = 0; i < index.Rank; i++)
        {
            if (index.Size(i) != view.Size(dimension + i))
            {
                throw TorchError.Of($"The shape of the mask {Shapes.Describe(index.Shape)} at index {i} does not match the shape of the indexed tensor {Shapes.Describe(view.Shape)} at index {dimension + i}");
            }
        }
        using TensorData positions = Nonzero.Values(index);
        for (int i = 0; i < index.Rank; i++)
        {
            using TensorData column = Slice.ApplySelect(positions, 1, i);
            lists[dimension + i] = Copy.Contiguous(column);
        }
        return dimension + index.Rank;
    }

    /// <summary>For every value of the result its place in the view, counted in row-major order.</summary>
    private static TensorData Places(TensorData view, TensorData?[] lists)
    {
        int first = Array.FindIndex(lists, list => list is not null), last = Array.FindLastIndex(lists, list => list is not null);
        bool areAdjacent = !lists.AsSpan(first, last + 1 - first).Contains(null);
        int listRank = 0;
        Dimensions listShape = default;
        foreach (TensorData? list in lists)
        {
            if (list is not null)
            {
                Dimensions joint = default;
                listRank = Shapes.Broadcast(listShape.Span(listRank), list.Shape, ref joint);
                listShape = joint;
            }
        }

        // Result dimensions: those before the lists, the lists' own, those after; lists that are apart go to the front.
        int lead = areAdjacent ? first : 0;
        int rest = view.Rank - lists.Count(list => list is not null);
        TensorData places = TensorData.Zeros([], ScalarType.Int64);
        Dimensions strides = default;
        Shapes.ContiguousStrides(view.Shape, strides.Span(view.Rank));
        for (int d = 0, plain = 0; d < view.Rank; d++)
        {
            using TensorData before = places;
            using TensorData along = lists[d] is { } list
                ? Scaled(list, view.Size(d), strides[d], rest - lead)
                : Range(view.Size(d), strides[d], TrailingOnes(plain++, lead, rest, listRank));
            places = Elementwise.Binary<AddOperation>(before, along);
        }
        return places;
    }

    private static int TrailingOnes(int plain, int lead, int rest, int listRank) => rest - plain - 1 + (plain < lead ? listRank : 0);

    private static TensorData Scaled(TensorData list, long size, long stride, int trailingOnes)
    {
        Dimensions shape = new(list.Shape);
        for (int i = 0; i < trailingOnes; i++)
        {
            shape[list.Rank + i] = 1;
        }
        TensorData scaled = TensorData.Empty(shape.Span(list.Rank + trailingOnes), ScalarType.Int64);
        ReadOnlySpan<long> positions = list.Span<long>();
        for (int i = 0; i < positions.Length; i++)
        {
            long position = positions[i] < 0 ? positions[i] + size : positions[i];
            if (position < 0 || position >= size)
            {
                scaled.Dispose();
                throw TorchError.Of($"index {positions[i]} is out of bounds for dimension with size {size}");
            }
            scaled.Span<long>()[i] = position * stride;
        }
        return scaled;
    }

    private static TensorData Range(long size, long stride, int trailingOnes)
    {
        Dimensions shape = default;
        shape.Span(trailingOnes + 1).Fill(1);
        shape[0] = size;
        TensorData range = TensorData.Empty(shape.Span(trailingOnes + 1), ScalarType.Int64);
        for (int i = 0; i < size; i++)
        {
            range.Span<long>()[i] = i * stride;
        }
        return range;
    }

    private static void Release(TensorData?[] lists)
    {
        foreach (TensorData? list in lists)
        {
            list?.Dispose();
        }
    }
}
