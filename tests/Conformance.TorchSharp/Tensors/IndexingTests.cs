using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

/// <summary>Expected values counted by hand on x[i, j] = 4 i + j.</summary>
public class IndexingTests
{
    [Fact]
    public void Get_PositionsAndRanges_AreViews()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Grid();
        Assert.Equal([4, 5, 6, 7], Longs(x[1]));
        Assert.Equal(9, x[2, 1].item<long>());
        Assert.Equal([8, 9, 10, 11], Longs(x[-1]));
        Assert.Equal([1, 5, 9], Longs(x[TensorIndex.Colon, TensorIndex.Single(1)]));
        Assert.Equal([4, 6, 8, 10], Longs(x[TensorIndex.Slice(1, null), TensorIndex.Slice(null, null, 2)]));
        Assert.Equal([3, 7, 11], Longs(x[TensorIndex.Ellipsis, TensorIndex.Single(-1)]));
        Assert.Equal([3, 1, 4], x[TensorIndex.Colon, TensorIndex.None].shape);
        Assert.Equal([2, 4], x[1..].shape);
        Assert.Throws<ExternalException>(() => x[3]);
        Assert.Throws<ExternalException>(() => x[0, 0, 0]);
    }

    [Fact]
    public void Get_ListsAndMasks_Copy()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Grid();
        Assert.Equal([8, 9, 10, 11, 0, 1, 2, 3], Longs(x[tensor(new long[] { 2, 0 })]));
        Assert.Equal([9, 0], Longs(x[tensor(new long[] { 2, 0 }), tensor(new long[] { 1, 0 })]));
        Assert.Equal([1, 3, 5, 7], Longs(x[TensorIndex.Slice(0, 2), TensorIndex.Tensor(tensor(new long[] { 1, 3 }))]));
        Assert.Equal([9, 10, 11], Longs(x[x > 8]));
        Assert.Equal([10, 11], Longs(x.masked_select(x > 9)));
        Assert.Equal([11], Longs(x[tensor(new long[] { -1 }), tensor(new long[] { -1 })]));
        Assert.Throws<ExternalException>(() => x[tensor(new long[] { 3 })]);
    }

    [Fact]
    public void Set_ByEveryKindOfIndex_WritesThere()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Grid();
        x[0, 0] = tensor(-1L);
        x[1] = tensor(new long[] { 0, 0, 0, 0 });
        x[TensorIndex.Colon, TensorIndex.Single(3)] = tensor(7L);
        x[x > 8] = tensor(5L);
        Assert.Equal([-1, 1, 2, 7, 0, 0, 0, 7, 8, 5, 5, 7], Longs(x));
        x.index_put_(tensor(new long[] { 1, 1 }), [tensor(new long[] { 0, 0 }), tensor(new long[] { 1, 1 })], accumulate: true);
        Assert.Equal(3, x[0, 1].item<long>());
    }

    [Fact]
    public void GatherAndScatter_GoAlongTheDimension()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Grid(), index = tensor(new long[,] { { 3, 0 }, { 1, 1 }, { 0, 2 } });
        Assert.Equal([3, 0, 5, 5, 8, 10], Longs(x.gather(1, index)));
        Assert.Equal([8, 1, 6, 3], Longs(x.gather(0, tensor(new long[,] { { 2, 0, 1, 0 } }))));
        Assert.Equal([1, 0, 0, 1, 0, 2, 0, 0, 1, 0, 1, 0], Longs(zeros_like(x).scatter_add(1, index, ones_like(index))));
        Assert.Throws<ExternalException>(() => x.gather(1, tensor(new long[,] { { 4 } })));
    }

    [Fact]
    public void Selections_AlongADimension_TakeWholeSlices()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Grid(), index = tensor(new long[] { 2, 2 });
        Assert.Equal([2, 2, 6, 6, 10, 10], Longs(x.index_select(1, index)));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13], x.to_type(ScalarType.Float32).index_add(0, index, ones(2, 4), 1).data<float>().ToArray().Select(v => (long)v));
        Assert.Equal([5, 11], Longs(x.take(tensor(new long[] { 5, 11 }))));
    }

    [Fact]
    public void Nonzero_ListsPositionsInOrder()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Grid();
        Assert.Equal([2, 1, 2, 2, 2, 3], Longs((x > 8).nonzero()));
        Assert.Equal([0, 2], (x > 100).nonzero().shape);
        Assert.Equal(3, (x > 8).count_nonzero().item<long>());
    }

    private static Tensor Grid() => arange(12).view(3, 4);

    private static long[] Longs(Tensor t) => t.data<long>().ToArray();
}
