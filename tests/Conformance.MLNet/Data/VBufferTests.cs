using Microsoft.ML.Data;

namespace Conformance.MLNet.Data;

public class VBufferTests
{
    private static readonly VBuffer<float> s_dense = new(3, [1, 2, 3]);
    private static readonly VBuffer<float> s_sparse = new(6, 2, [5, 7], [1, 4]);

    [Fact]
    public void Dense_StoresEveryValue()
    {
        Assert.True(s_dense.IsDense);
        Assert.Equal([1, 2, 3], s_dense.GetValues().ToArray());
        Assert.True(s_dense.GetIndices().IsEmpty);
        Assert.Equal([1, 2, 3], s_dense.DenseValues());
    }

    [Fact]
    public void Sparse_StoresSomeValues()
    {
        Assert.False(s_sparse.IsDense);
        Assert.Equal(6, s_sparse.Length);
        Assert.Equal([5, 7], s_sparse.GetValues().ToArray());
        Assert.Equal([1, 4], s_sparse.GetIndices().ToArray());
        Assert.Equal([0, 5, 0, 0, 7, 0], s_sparse.DenseValues());
        Assert.Equal([1, 4], s_sparse.Items().Select(i => i.Key));
        Assert.Equal(6, s_sparse.Items(all: true).Count());
        Assert.Equal(7, s_sparse.GetItemOrDefault(4));
        Assert.Equal(0, s_sparse.GetItemOrDefault(3));
    }

    [Fact]
    public void Default_IsEmptyAndDense()
    {
        VBuffer<float> empty = default;

        Assert.True(empty.IsDense);
        Assert.Equal(0, empty.Length);
        Assert.Empty(empty.DenseValues());
    }

    [Fact]
    public void CopyTo_Span_FillsWhatIsNotStored()
    {
        float[] target = [9, 9, 9, 9, 9, 9, 9];

        s_sparse.CopyTo(target.AsSpan(), 1, -1);

        Assert.Equal([9, -1, 5, -1, -1, 7, -1], target);
        Assert.ThrowsAny<ArgumentException>(() => s_sparse.CopyTo(new float[5]));
    }

    [Fact]
    public void CopyTo_Buffer_KeepsItSparse()
    {
        VBuffer<float> copy = default;
        s_sparse.CopyTo(ref copy);

        Assert.False(copy.IsDense);
        Assert.Equal(s_sparse.DenseValues(), copy.DenseValues());
        s_sparse.CopyToDense(ref copy);
        Assert.True(copy.IsDense);
        Assert.Equal(s_sparse.DenseValues(), copy.DenseValues());
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(4, 2)]
    [InlineData(6, 0)]
    public void CopyTo_Range_IsThatOfTheDenseValues(int start, int length)
    {
        VBuffer<float> copy = default;
        s_sparse.CopyTo(ref copy, start, length);

        Assert.Equal(s_sparse.DenseValues().Skip(start).Take(length), copy.DenseValues());
        s_dense.CopyTo(ref copy, 1, 2);
        Assert.Equal([2, 3], copy.DenseValues());
    }

    [Fact]
    public void Editor_LongEnoughArrays_AreUsedAgain()
    {
        VBuffer<float> buffer = new(4, new float[4]);

        VBufferEditor<float> editor = VBufferEditor.Create(ref buffer, 3);
        Assert.False(editor.CreatedNewValues);
        Assert.Equal(3, editor.Values.Length);
        editor.Values[2] = 8;
        buffer = editor.Commit();
        Assert.Equal([0, 0, 8], buffer.DenseValues());

        editor = VBufferEditor.Create(ref buffer, 5);
        Assert.True(editor.CreatedNewValues);
    }

    [Fact]
    public void Editor_Sparse_CommitsFewerThanPlanned()
    {
        VBuffer<float> buffer = default;
        VBufferEditor<float> editor = VBufferEditor.Create(ref buffer, 10, 3);
        editor.Values[0] = 1;
        editor.Indices[0] = 6;
        buffer = editor.CommitTruncated(1);

        Assert.Equal(10, buffer.Length);
        Assert.Equal([6], buffer.GetIndices().ToArray());
        Assert.Equal(1, buffer.GetItemOrDefault(6));
    }

    [Fact]
    public void Editor_KeepOld_KeepsValues()
    {
        VBuffer<float> buffer = new(2, [3, 4]);
        VBufferEditor<float> editor = VBufferEditor.Create(ref buffer, 5, keepOldOnResize: true);

        Assert.Equal([3, 4], editor.Values[..2].ToArray());
    }

    [Fact]
    public void Copy_PartOfArray_IsDense()
    {
        VBuffer<int> buffer = default;
        VBuffer<int>.Copy([1, 2, 3, 4], 1, ref buffer, 2);

        Assert.Equal([2, 3], buffer.DenseValues());
    }
}
