using Microsoft.ML.Data;

namespace Conformance.MLNet.Data;

public class DataViewTypeTests
{
    [Fact]
    public void ToString_SaysWhatAColumnHolds()
    {
        Assert.Equal("Single", NumberDataViewType.Single.ToString());
        Assert.Equal("String", TextDataViewType.Instance.ToString());
        Assert.Equal("Boolean", BooleanDataViewType.Instance.ToString());
        Assert.Equal("Key<UInt32, 0-9>", new KeyDataViewType(typeof(uint), 10).ToString());
        Assert.Equal("Vector<Single, 3>", new VectorDataViewType(NumberDataViewType.Single, 3).ToString());
        Assert.Equal("Vector<Single>", new VectorDataViewType(NumberDataViewType.Single).ToString());
        Assert.Equal("Vector<Single, 2, *>", new VectorDataViewType(NumberDataViewType.Single, 2, 0).ToString());
    }

    [Fact]
    public void Vector_Size_IsTheProductOfDimensions()
    {
        var type = new VectorDataViewType(NumberDataViewType.Single, 2, 3);

        Assert.Equal(6, type.Size);
        Assert.True(type.IsKnownSize);
        Assert.Equal(typeof(VBuffer<float>), type.RawType);
        Assert.NotEqual<DataViewType>(new VectorDataViewType(NumberDataViewType.Single, 6), type);
        Assert.Equal<DataViewType>(new VectorDataViewType(NumberDataViewType.Single, 2, 3), type);
        Assert.False(new VectorDataViewType(NumberDataViewType.Single, 2, 0).IsKnownSize);
    }

    [Fact]
    public void Key_EqualsSameCount_Only()
    {
        Assert.Equal<DataViewType>(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(uint), 5UL));
        Assert.NotEqual<DataViewType>(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(uint), 6));
        Assert.NotEqual<DataViewType>(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(byte), 5));
        Assert.True(KeyDataViewType.IsValidDataType(typeof(ushort)));
        Assert.False(KeyDataViewType.IsValidDataType(typeof(int)));
    }

    [Theory]
    [InlineData(typeof(int), 5)]
    [InlineData(typeof(uint), 0)]
    [InlineData(typeof(byte), 300)]
    public void Key_UnfitTypeOrCount_Throws(Type type, int count) => Assert.ThrowsAny<ArgumentException>(() => new KeyDataViewType(type, count));

    [Fact]
    public void RowId_ForkNextCombine_Differ()
    {
        var ids = new HashSet<DataViewRowId>();
        for (ulong i = 1; i < 1000; i++)
        {
            var id = new DataViewRowId(i, 0);
            Assert.True(ids.Add(id));
            Assert.True(ids.Add(id.Fork()));
            Assert.True(ids.Add(id.Next()));
            Assert.True(ids.Add(id.Combine(new DataViewRowId(i, 7))));
        }

        Assert.Equal(new DataViewRowId(1, 2), new DataViewRowId(1, 2));
        Assert.True(new DataViewRowId(5, 1).CompareTo(new DataViewRowId(4, 2)) < 0);
    }
}
