using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Loading;

public class EnumerableTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void LoadFromEnumerable_Class_HasColumnPerMember()
    {
        DataViewSchema schema = Samples.View(1).Schema;

        Assert.Equal(NumberDataViewType.Int32, schema["Id"].Type);
        Assert.Equal(TextDataViewType.Instance, schema["Name"].Type);
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), schema["Features"].Type);
        Assert.Equal(BooleanDataViewType.Instance, schema["Flag"].Type);
        Assert.Equal(new KeyDataViewType(typeof(uint), 3), schema["Class"].Type);
        Assert.Equal(5, schema.Count);
    }

    [Fact]
    public void LoadFromEnumerable_Attributes_NameAndHideColumns()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Named()]);

        Assert.Equal(["Other", "Unsized"], data.Schema.Select(c => c.Name).Order());
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Double), data.Schema["Unsized"].Type);
    }

    [Fact]
    public void CreateEnumerable_OfLoaded_GivesTheSameRows()
    {
        Item[] items = Samples.Items(100);
        Item[] back = [.. _ml.Data.CreateEnumerable<Item>(_ml.Data.LoadFromEnumerable(items), reuseRowObject: false)];

        Assert.Equal(items.Length, back.Length);
        Assert.All(items.Zip(back), pair =>
        {
            Assert.Equal(pair.First.Id, pair.Second.Id);
            Assert.Equal(pair.First.Name, pair.Second.Name);
            Assert.Equal(pair.First.Features, pair.Second.Features);
            Assert.Equal(pair.First.Flag, pair.Second.Flag);
            Assert.Equal(pair.First.Class + 1, pair.Second.Class); // a key member counts from 0, a key column from 1
        });
    }

    [Fact]
    public void CreateEnumerable_ReusingObject_GivesOneObject()
    {
        IEnumerable<Item> rows = _ml.Data.CreateEnumerable<Item>(Samples.View(3), reuseRowObject: true);

        Assert.Single(rows.Distinct(ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void CreateEnumerable_MissingColumn_ThrowsUnlessIgnored()
    {
        IDataView data = Samples.View(2);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.CreateEnumerable<WithScore>(data, reuseRowObject: false).ToList());
        Assert.Contains("Score", error.Message, StringComparison.Ordinal);
        List<WithScore> rows = [.. _ml.Data.CreateEnumerable<WithScore>(data, reuseRowObject: false, ignoreMissingColumns: true)];
        Assert.Equal([0, 1], rows.Select(r => r.Id));
        Assert.All(rows, r => Assert.Equal(7, r.Score));
    }

    [Fact]
    public void CreateEnumerable_OtherType_Throws()
    {
        var error = Assert.Throws<InvalidOperationException>(() => _ml.Data.CreateEnumerable<WrongType>(Samples.View(1), reuseRowObject: false).ToList());

        Assert.Contains("Id", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadFromEnumerable_RuntimeVectorLength_IsTheColumnType()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Named), SchemaDefinition.Direction.Read);
        definition["Unsized"].ColumnType = new VectorDataViewType(NumberDataViewType.Double, 2);
        definition["Unsized"].AddAnnotation("SlotNames", new VBuffer<ReadOnlyMemory<char>>(2, ["a".AsMemory(), "b".AsMemory()]), new VectorDataViewType(TextDataViewType.Instance, 2));

        IDataView data = _ml.Data.LoadFromEnumerable([new Named { Unsized = [1, 2] }], definition);

        Assert.Equal(2, ((VectorDataViewType)data.Schema["Unsized"].Type).Size);
        Assert.True(data.Schema["Unsized"].HasSlotNames());
        VBuffer<ReadOnlyMemory<char>> names = default;
        data.Schema["Unsized"].GetSlotNames(ref names);
        Assert.Equal(["a", "b"], names.DenseValues().Select(n => n.ToString()));
        Assert.Equal([1, 2], data.GetColumn<double[]>("Unsized").Single());
    }

    [Fact]
    public void LoadFromEnumerable_AllKinds_RoundTrip()
    {
        Kinds[] rows =
        [
            new Kinds
            {
                SByte = -1, Byte = 2, Int16 = -3, UInt16 = 4, Int32 = -5, UInt32 = 6, Int64 = -7, UInt64 = 8, Single = 9.5f, Double = 10.5, Boolean = true,
                Text = "text", Memory = "memory".AsMemory(), DateTime = new DateTime(2024, 5, 6), Offset = new DateTimeOffset(2024, 5, 6, 1, 2, 3, TimeSpan.FromHours(2)),
                TimeSpan = TimeSpan.FromMinutes(5), Buffer = new VBuffer<float>(4, 1, [3f], [2]), Texts = ["a", "b"], Flags = [true, false],
            },
            new Kinds(),
        ];

        Kinds[] back = [.. _ml.Data.CreateEnumerable<Kinds>(_ml.Data.LoadFromEnumerable(rows), reuseRowObject: false)];

        Kinds row = back[0];
        Assert.Equal((-1, 2, -3, 4, -5, 6, -7, 8, 9.5f, 10.5), (row.SByte, row.Byte, row.Int16, row.UInt16, row.Int32, (int)row.UInt32, (int)row.Int64, (int)row.UInt64, row.Single, row.Double));
        Assert.True(row.Boolean);
        Assert.Equal(("text", "memory"), (row.Text, row.Memory.ToString()));
        Assert.Equal((rows[0].DateTime, rows[0].Offset, rows[0].TimeSpan), (row.DateTime, row.Offset, row.TimeSpan));
        Assert.Equal([0, 0, 3, 0], row.Buffer.DenseValues());
        Assert.Equal(["a", "b"], row.Texts!);
        Assert.Equal([true, false], row.Flags!);
        Assert.Equal("", back[1].Text);
        Assert.Equal(0, back[1].Buffer.Length);
    }

    [Fact]
    public void LoadFromEnumerable_KeyMember_CountsFromZeroAndReadsAsMissingFromItsCount()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Item { Class = 3 }, new Item { Class = 2 }, new Item { Class = 0 }]);

        Assert.Equal([0u, 3u, 1u], data.GetColumn<uint>("Class"));
    }

    [Fact]
    public void LoadFromEnumerable_Stream_IsReadAnewByEachCursor()
    {
        int passes = 0;
        IEnumerable<Item> Rows()
        {
            passes++;
            foreach (Item item in Samples.Items(3))
            {
                yield return item;
            }
        }

        IDataView data = _ml.Data.LoadFromEnumerable(Rows());
        Assert.Equal(0, passes);
        Assert.Equal([0, 1, 2], data.GetColumn<int>("Id"));
        Assert.Equal([0, 1, 2], data.GetColumn<int>("Id"));
        Assert.Equal(2, passes);
        Assert.Null(data.GetRowCount());
    }

    [Fact]
    public void LoadFromEnumerable_Schema_GivesTypesAndAnnotations()
    {
        IDataView data = Samples.View(1);
        IDataView again = _ml.Data.LoadFromEnumerable(Samples.Items(2), data.Schema);

        Assert.Equal(data.Schema.Select(c => (c.Name, c.Type)).OrderBy(c => c.Name), again.Schema.Select(c => (c.Name, c.Type)).OrderBy(c => c.Name));
    }

    [Fact]
    public void CreateEnumerable_InitOnlyProperties_AreSet() =>
        Assert.Equal([0, 1], _ml.Data.CreateEnumerable<InitOnly>(Samples.View(2), reuseRowObject: false).Select(r => r.Id));

    [Fact]
    public void GetColumn_Text_ComesAsStringOrMemory()
    {
        IDataView data = Samples.View(2);

        Assert.Equal(["n0", "n1"], data.GetColumn<string>("Name"));
        Assert.Equal(["n0", "n1"], data.GetColumn<ReadOnlyMemory<char>>("Name").Select(m => m.ToString()));
    }

    [Fact]
    public void GetColumn_Vectors_ComeAsArraysOfTheirOwnOrBuffers()
    {
        List<float[]> arrays = [.. Samples.View(2).GetColumn<float[]>("Features")];

        Assert.Equal([0, 0.5f, 0], arrays[0]);
        Assert.Equal([1, 1.5f, -1], arrays[1]);
        Assert.Equal(arrays, Samples.View(2).GetColumn<VBuffer<float>>("Features").Select(b => b.DenseValues().ToArray()));
    }

    [Fact]
    public void GetColumn_OtherType_Throws() =>
        Assert.ThrowsAny<ArgumentException>(() => Samples.View(1).GetColumn<double>("Id").ToList());

    private sealed class Named
    {
        [ColumnName("Other")]
        public int Number { get; set; }

        [NoColumn]
        public object? Ignored { get; set; }

        public double[] Unsized { get; set; } = [];
    }

    private sealed class WithScore
    {
        public int Id { get; set; }

        public float Score { get; set; } = 7;
    }

    private sealed class InitOnly
    {
        public int Id { get; init; }
    }

    private sealed class WrongType
    {
        public float Id { get; set; }
    }

    private sealed class Kinds
    {
        public sbyte SByte;
        public byte Byte;
        public short Int16;
        public ushort UInt16;
        public int Int32;
        public uint UInt32;
        public long Int64;
        public ulong UInt64;
        public float Single;
        public double Double;
        public bool Boolean;
        public string? Text;
        public ReadOnlyMemory<char> Memory;
        public DateTime DateTime;
        public DateTimeOffset Offset;
        public TimeSpan TimeSpan;
        public VBuffer<float> Buffer;
        public string[]? Texts;
        public bool[]? Flags;
    }
}
