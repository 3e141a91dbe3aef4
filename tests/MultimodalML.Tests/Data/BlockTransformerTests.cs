using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Data;

namespace MultimodalML.Tests.Data;

public class BlockTransformerTests
{
    private static readonly ModalityColumns s_columns = new(["A", "B"], [2, 3]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    public void GetRowCursor_AnyRowCount_ScoresEveryRowOnceInOrder(int rows)
    {
        var transformer = new SumTransformer(new MLContext(1), s_columns);
        IDataView scored = transformer.Transform(Source(rows));

        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        ValueGetter<VBuffer<float>> a = cursor.GetGetter<VBuffer<float>>(scored.Schema["A"]), sums = cursor.GetGetter<VBuffer<float>>(scored.Schema["Sums"]);
        ValueGetter<uint> label = cursor.GetGetter<uint>(scored.Schema["Label"]), key = cursor.GetGetter<uint>(scored.Schema["Key"]);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        VBuffer<float> aValue = default, sumsValue = default;
        uint labelValue = 0, keyValue = 0;
        DataViewRowId idValue = default;
        for (int row = 0; row < rows; row++)
        {
            Assert.True(cursor.MoveNext());
            a(ref aValue);
            sums(ref sumsValue);
            label(ref labelValue);
            key(ref keyValue);
            id(ref idValue);
            Assert.Equal(row, cursor.Position);
            Assert.Equal([row, row + 0.5f], aValue.DenseValues());
            Assert.Equal([(2 * row) + 0.5f, row % 3 == 1 ? -1 : 3 * row], sumsValue.DenseValues());
            Assert.Equal((uint)(row % 5) + 1, labelValue);
            Assert.Equal((uint)row + 1, keyValue);
            Assert.Equal((ulong)row, idValue.Low);
        }

        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
        Assert.Equal(rows, transformer.ScoredRows);
        Assert.Equal(rows, scored.GetRowCount());
    }

    [Fact]
    public void GetRowCursor_OutputNotAsked_ScoresNothing()
    {
        var transformer = new SumTransformer(new MLContext(1), s_columns);
        IDataView scored = transformer.Transform(Source(100));

        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["A"]]);
        ValueGetter<VBuffer<float>> a = cursor.GetGetter<VBuffer<float>>(scored.Schema["A"]);
        VBuffer<float> value = default;
        Assert.True(cursor.MoveNext());
        a(ref value);

        Assert.Equal([0, 0.5f], value.DenseValues());
        Assert.Equal(0, transformer.ScorerCount);
        Assert.False(cursor.IsColumnActive(scored.Schema["Sums"]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<VBuffer<float>>(scored.Schema["Sums"]));
    }

    [Fact]
    public void GetRowCursor_FewRowsTaken_ReadsFewAhead()
    {
        var transformer = new SumTransformer(new MLContext(1), s_columns);
        IDataView scored = transformer.Transform(Source(100_000));

        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Sums"]]);
        Assert.True(cursor.MoveNext());

        Assert.InRange(transformer.ScoredRows, 1, 16);
    }

    [Fact]
    public void GetRowCursor_Shuffled_KeepsRowsTogether()
    {
        IDataView scored = new SumTransformer(new MLContext(1), s_columns).Transform(Source(500));

        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema, new Random(5));
        List<(float A, uint Key, ulong Id)> rows = Rows(cursor);

        Assert.All(rows, row => Assert.Equal((row.A + 1, row.A), (row.Key, row.Id)));
        Assert.Equal(500, rows.DistinctBy(row => row.Id).Count());
        Assert.NotEqual(rows.Order(), rows);
    }

    [Fact]
    public void GetRowCursorSet_AnyCount_CoversEveryRow()
    {
        IDataView scored = new SumTransformer(new MLContext(1), s_columns).Transform(Source(500));

        DataViewRowCursor[] cursors = scored.GetRowCursorSet(scored.Schema, 2);
        List<(float A, uint Key, ulong Id)> rows = [.. cursors.SelectMany(Rows)];

        Assert.Equal(Enumerable.Range(0, 500).Select(row => (ulong)row), rows.Select(row => row.Id).Order());
    }

    [Fact]
    public void MoveNext_RowWithoutModality_GivesRowsBeforeItThenNamesIt()
    {
        float[] a = [.. Enumerable.Range(0, 40).Select(i => (float)i)];
        a[2 * 13] = float.NaN;
        var one = new ModalityColumns(["A"], [2]);
        IDataView source = DistributionDataset.ToDataView(ModalityBatch.FromArrays(new ModalityColumns(["A", "Other"], [2, 1]), [a, new float[20]]));
        IDataView scored = new SumTransformer(new MLContext(1), one).Transform(source);

        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        for (int row = 0; row < 13; row++)
        {
            Assert.True(cursor.MoveNext());
        }

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => cursor.MoveNext());
        Assert.Contains("Row 13", error.Message, StringComparison.Ordinal);
        Assert.Contains("[A]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetGetter_BeforeMoveNext_Throws()
    {
        IDataView scored = new SumTransformer(new MLContext(1), s_columns).Transform(Source(3));
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        ValueGetter<uint> key = cursor.GetGetter<uint>(scored.Schema["Key"]);

        Assert.Throws<InvalidOperationException>(() =>
        {
            uint value = 0;
            key(ref value);
        });
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(scored.Schema["Key"]));
    }

    [Fact]
    public void MoveNext_ManyRows_AllocatesNothingARow()
    {
        IDataView scored = new SumTransformer(new MLContext(1), s_columns).Transform(Source(20_000));
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        ValueGetter<VBuffer<float>> sums = cursor.GetGetter<VBuffer<float>>(scored.Schema["Sums"]), b = cursor.GetGetter<VBuffer<float>>(scored.Schema["B"]);
        VBuffer<float> sumsValue = default, bValue = default;
        for (int row = 0; row < 2000; row++)
        {
            Read();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int row = 0; row < 10_000; row++)
        {
            Read();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000); // far below a byte a row

        void Read()
        {
            cursor.MoveNext();
            sums(ref sumsValue);
            b(ref bValue);
        }
    }

    [Fact]
    public void GetRow_PositionMoves_ScoresOnceAPosition()
    {
        var transformer = new SumTransformer(new MLContext(1), s_columns);
        IDataView source = Source(3);
        IRowToRowMapper mapper = ((ITransformer)transformer).GetRowToRowMapper(source.Schema);
        using DataViewRowCursor input = source.GetRowCursor(mapper.GetDependencies(mapper.OutputSchema));
        using DataViewRow row = mapper.GetRow(input, mapper.OutputSchema);
        ValueGetter<VBuffer<float>> sums = row.GetGetter<VBuffer<float>>(mapper.OutputSchema["Sums"]);
        ValueGetter<uint> key = row.GetGetter<uint>(mapper.OutputSchema["Key"]), label = row.GetGetter<uint>(mapper.OutputSchema["Label"]);
        VBuffer<float> sumsValue = default;
        uint keyValue = 0, labelValue = 0;
        for (int i = 0; i < 3; i++)
        {
            input.MoveNext();
            sums(ref sumsValue);
            key(ref keyValue);
            label(ref labelValue);
            Assert.Equal((2 * i) + 0.5f, sumsValue.GetItemOrDefault(0));
            Assert.Equal(((uint)i + 1, (uint)i + 1), (keyValue, labelValue));
        }

        Assert.Equal(3, transformer.ScoredRows);
    }

    [Fact]
    public void GetRow_ManyRows_AllocatesNothingARow()
    {
        IDataView source = Source(5000);
        IRowToRowMapper mapper = ((ITransformer)new SumTransformer(new MLContext(1), s_columns)).GetRowToRowMapper(source.Schema);
        using DataViewRowCursor input = source.GetRowCursor(source.Schema);
        using DataViewRow row = mapper.GetRow(input, mapper.OutputSchema);
        ValueGetter<VBuffer<float>> sums = row.GetGetter<VBuffer<float>>(mapper.OutputSchema["Sums"]);
        VBuffer<float> value = default;
        for (int i = 0; i < 1000 && input.MoveNext(); i++)
        {
            sums(ref value);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        while (input.MoveNext())
        {
            sums(ref value);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
    }

    [Fact]
    public void GetRow_RowOfAnotherSchema_Throws()
    {
        IRowToRowMapper mapper = ((ITransformer)new SumTransformer(new MLContext(1), s_columns)).GetRowToRowMapper(Source(1).Schema);
        using DataViewRowCursor other = Source(1).GetRowCursor([]);

        Assert.Throws<ArgumentException>(() => mapper.GetRow(other, []));
    }

    [Fact]
    public void GetDependencies_OutputOrSource_NamesWhatItTakes()
    {
        IDataView source = Source(1);
        IRowToRowMapper mapper = ((ITransformer)new SumTransformer(new MLContext(1), s_columns)).GetRowToRowMapper(source.Schema);

        Assert.Equal(["A", "B"], mapper.GetDependencies([mapper.OutputSchema["Sums"]]).Select(column => column.Name));
        Assert.Equal(["Label"], mapper.GetDependencies([mapper.OutputSchema["Label"]]).Select(column => column.Name));
    }

    [Fact]
    public void GetOutputSchema_AddsColumnsAfterTheSource()
    {
        DataViewSchema schema = new SumTransformer(new MLContext(1), s_columns).GetOutputSchema(Source(1).Schema);

        Assert.Equal(["A", "B", "Label", "Sums", "Key"], schema.Select(column => column.Name));
        Assert.Equal(2, ((VectorDataViewType)schema["Sums"].Type).Size);
    }

    [Fact]
    public void Transform_OtherLength_NamesColumnAndLengths()
    {
        var transformer = new SumTransformer(new MLContext(1), new ModalityColumns(["A", "B"], [2, 4]));

        ArgumentException error = Assert.Throws<ArgumentException>(() => transformer.Transform(Source(1)));

        Assert.Contains("'B' has 3 values", error.Message, StringComparison.Ordinal);
        Assert.Contains("fitted on 4", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Row i: A = (i, i + 0.5), B = (i, i, i), but missing where i mod 3 is 1; label i mod 5.</summary>
    private static IDataView Source(int rows)
    {
        float[] a = [.. Enumerable.Range(0, rows).SelectMany(i => new[] { i, i + 0.5f })];
        float[] b = [.. Enumerable.Range(0, rows).SelectMany(i => Enumerable.Repeat(i % 3 == 1 ? float.NaN : i, 3))];
        int[] labels = [.. Enumerable.Range(0, rows).Select(i => i % 5)];
        return DistributionDataset.ToDataView(ModalityBatch.FromArrays(s_columns, [a, b], labels, 5));
    }

    private static List<(float A, uint Key, ulong Id)> Rows(DataViewRowCursor cursor)
    {
        var rows = new List<(float, uint, ulong)>();
        ValueGetter<VBuffer<float>> a = cursor.GetGetter<VBuffer<float>>(cursor.Schema["A"]);
        ValueGetter<uint> key = cursor.GetGetter<uint>(cursor.Schema["Key"]);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        VBuffer<float> aValue = default;
        uint keyValue = 0;
        DataViewRowId idValue = default;
        while (cursor.MoveNext())
        {
            a(ref aValue);
            key(ref keyValue);
            id(ref idValue);
            rows.Add((aValue.GetItemOrDefault(0), keyValue, idValue.Low));
        }

        return rows;
    }
}
