using Conformance.MLNet.Loading;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Cursors;

public class CursorTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Cursor_BeforeFirstAndAfterLast_GivesNoValue()
    {
        IDataView data = Samples.View(2);
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["Id"]]);
        ValueGetter<int> getId = cursor.GetGetter<int>(data.Schema["Id"]);
        int id = 0;

        Assert.Equal(-1, cursor.Position);
        Assert.ThrowsAny<Exception>(() => getId(ref id));
        Assert.True(cursor.MoveNext());
        Assert.Equal(0, cursor.Position);
        Assert.True(cursor.MoveNext());
        getId(ref id);
        Assert.Equal((1, 1L), (id, cursor.Position));
        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.ThrowsAny<Exception>(() => getId(ref id));
    }

    [Fact]
    public void Cursor_InactiveColumn_GivesNoGetter()
    {
        IDataView data = Samples.View(1);
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["Id"]]);

        Assert.True(cursor.IsColumnActive(data.Schema["Id"]));
        Assert.False(cursor.IsColumnActive(data.Schema["Name"]));
        Assert.ThrowsAny<Exception>(() => cursor.GetGetter<ReadOnlyMemory<char>>(data.Schema["Name"]));
    }

    [Fact]
    public void Cursor_GetterOfOtherType_Throws()
    {
        IDataView data = Samples.View(1);
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);

        Assert.ThrowsAny<Exception>(() => cursor.GetGetter<float>(data.Schema["Id"]));
    }

    [Fact]
    public void Cursor_ThroughChain_ComputesOnlyWhatIsAskedFor()
    {
        int first = 0;
        int second = 0;
        IDataView data = _ml.Transforms.CustomMapping<Input, A>((input, output) => { Interlocked.Increment(ref first); output.ValueA = input.Id; }, null)
            .Append(_ml.Transforms.CustomMapping<Input, B>((input, output) => { Interlocked.Increment(ref second); output.ValueB = -input.Id; }, null))
            .Fit(Samples.View(10)).Transform(Samples.View(10));
        Assert.Equal((0, 0), (first, second));

        Assert.Equal(Enumerable.Range(0, 10), data.GetColumn<int>("ValueA"));
        Assert.Equal((10, 0), (first, second));
        Assert.Equal(Enumerable.Range(0, 10), data.GetColumn<int>("Id"));
        Assert.Equal((10, 0), (first, second));
        Assert.Equal(-9, data.GetColumn<int>("ValueB").Last());
        Assert.Equal((10, 10), (first, second));
    }

    [Fact]
    public void Cursor_SeveralGettersOfOneMapping_MapEachRowOnce()
    {
        int calls = 0;
        IDataView data = _ml.Transforms.CustomMapping<Input, Two>(
            (input, output) => { Interlocked.Increment(ref calls); (output.X, output.Y) = (input.Id, input.Id + 1); }, null).Fit(Samples.View(5)).Transform(Samples.View(5));

        Two[] rows = [.. _ml.Data.CreateEnumerable<Two>(data, reuseRowObject: false)];

        Assert.Equal(5, calls);
        Assert.All(rows, r => Assert.Equal(r.X + 1, r.Y));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void CursorSet_Together_GivesEachRowOnce(int count)
    {
        IDataView data = _ml.Transforms.CopyColumns("Copy", "Id").Fit(Samples.View(1)).Transform(_ml.Data.Cache(Samples.View(1000)));

        DataViewRowCursor[] cursors = data.GetRowCursorSet([data.Schema["Copy"]], count);

        Assert.InRange(cursors.Length, 1, count);
        var rows = new List<(long Batch, int Id)>();
        foreach (DataViewRowCursor cursor in cursors)
        {
            using (cursor)
            {
                ValueGetter<int> getter = cursor.GetGetter<int>(data.Schema["Copy"]);
                int id = 0;
                long batch = -1;
                while (cursor.MoveNext())
                {
                    Assert.True(cursor.Batch >= batch);
                    batch = cursor.Batch;
                    getter(ref id);
                    rows.Add((batch, id));
                }
            }
        }

        // Rows in the order of their batches are rows in the order of the data.
        Assert.Equal(Enumerable.Range(0, 1000), rows.OrderBy(r => r.Batch).Select(r => r.Id));
    }

    [Fact]
    public void RowIds_OfAnyCursor_AreUniqueAndTheSame()
    {
        IDataView data = _ml.Data.Cache(Samples.View(300));
        List<DataViewRowId> ids = Ids(data.GetRowCursor([]));

        Assert.Equal(300, ids.Distinct().Count());
        Assert.Equal(ids.Order(), data.GetRowCursorSet([], 3).SelectMany(Ids).Order());
    }

    [Fact]
    public void RowCount_OfListAndMapping_IsKnown()
    {
        IDataView data = Samples.View(7);

        Assert.Equal(7, data.GetRowCount());
        Assert.Equal(7, _ml.Transforms.CopyColumns("Copy", "Id").Fit(data).Transform(data).GetRowCount());
    }

    private static List<DataViewRowId> Ids(DataViewRowCursor cursor)
    {
        using (cursor)
        {
            ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
            var ids = new List<DataViewRowId>();
            while (cursor.MoveNext())
            {
                DataViewRowId id = default;
                getId(ref id);
                ids.Add(id);
            }

            return ids;
        }
    }

    private sealed class Input
    {
        public int Id { get; set; }
    }

    private sealed class A
    {
        public int ValueA { get; set; }
    }

    private sealed class B
    {
        public int ValueB { get; set; }
    }

    private sealed class Two
    {
        public int X { get; set; }

        public int Y { get; set; }
    }
}
