using Conformance.MLNet.Loading;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Cursors;

public class ColumnTransformTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void CopyColumns_KeepsTypeAndValues()
    {
        IDataView data = Samples.View(3);
        IDataView copied = _ml.Transforms.CopyColumns("Copy", "Class").Fit(data).Transform(data);

        Assert.Equal(data.Schema["Class"].Type, copied.Schema["Copy"].Type);
        Assert.Equal(data.GetColumn<uint>("Class"), copied.GetColumn<uint>("Copy"));
        Assert.Equal("Copy", copied.Schema[copied.Schema.Count - 1].Name);
    }

    [Fact]
    public void CopyColumns_OntoName_HidesTheOldColumnBehindIt()
    {
        IDataView data = Samples.View(3);
        IDataView copied = _ml.Transforms.CopyColumns("Name", "Id").Fit(data).Transform(data);

        Assert.Equal(data.Schema.Count + 1, copied.Schema.Count);
        Assert.True(copied.Schema[data.Schema["Name"].Index].IsHidden);
        Assert.Equal(data.Schema["Name"].Index + 1, copied.Schema["Name"].Index);
        Assert.Equal([0, 1, 2], copied.GetColumn<int>("Name"));
    }

    [Fact]
    public void Concatenate_ScalarsAndVectors_InOrderWithSlotNames()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Row { A = 1, V = [2, 3], B = 4 }, new Row { A = 5, V = [6, 7], B = 8 }]);
        IDataView joined = _ml.Transforms.Concatenate("All", "A", "V", "B").Fit(data).Transform(data);

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 4), joined.Schema["All"].Type);
        Assert.Equal([[1, 2, 3, 4], [5, 6, 7, 8]], joined.GetColumn<float[]>("All"));
        VBuffer<ReadOnlyMemory<char>> names = default;
        joined.Schema["All"].GetSlotNames(ref names);
        Assert.Equal(["A", "", "", "B"], names.DenseValues().Select(n => n.ToString()));
    }

    [Fact]
    public void Concatenate_OtherItemTypes_NamesTheColumn()
    {
        IDataView data = Samples.View(1);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Concatenate("All", "Features", "Id").Fit(data).Transform(data));
        Assert.Contains("'Id'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Concatenate_Shape_RefusesOtherTypesAndKeys()
    {
        SchemaShape shape = _ml.Transforms.CustomMapping<None, Item>((_, _) => { }, null).GetOutputSchema(new SchemaShape([]));

        var error = Assert.Throws<InvalidOperationException>(() => _ml.Transforms.Concatenate("All", "Features", "Id").GetOutputSchema(shape));
        Assert.Contains("'Id'", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<InvalidOperationException>(() => _ml.Transforms.Concatenate("All", "Class").GetOutputSchema(shape));
        Assert.Contains("'Class'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Concatenate_VectorOfAnotherLength_NamesTheColumn()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Row { V = [1, 2, 3] }]);

        var error = Assert.Throws<InvalidOperationException>(
            () => _ml.Transforms.Concatenate("All", "A", "V").Fit(data).Transform(data).GetColumn<float[]>("All").ToList());
        Assert.Contains("'V'", error.ToString(), StringComparison.Ordinal); // the real one wraps what a row throws
    }

    [Fact]
    public void Concatenate_OneVector_KeepsItsAnnotations()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Row));
        definition["V"].AddAnnotation("SlotNames", new[] { "x", "y" }, new VectorDataViewType(TextDataViewType.Instance, 2));
        IDataView data = _ml.Data.LoadFromEnumerable([new Row { V = [1, 2] }], definition);

        VBuffer<ReadOnlyMemory<char>> names = default;
        _ml.Transforms.Concatenate("One", "V").Fit(data).GetOutputSchema(data.Schema)["One"].GetSlotNames(ref names);
        Assert.Equal(["x", "y"], names.DenseValues().Select(n => n.ToString()));
        _ml.Transforms.Concatenate("Two", "V", "V").Fit(data).GetOutputSchema(data.Schema)["Two"].GetSlotNames(ref names);
        Assert.Equal(["V.x", "V.y", "V.x", "V.y"], names.DenseValues().Select(n => n.ToString()));
    }

    [Fact]
    public void Concatenate_Sparse_IsTheSameVector()
    {
        SparseRow[] rows = [new SparseRow { V = new VBuffer<float>(50, 2, [1, 2], [3, 40]), W = new VBuffer<float>(50, 1, [3], [0]) }];
        SchemaDefinition definition = SchemaDefinition.Create(typeof(SparseRow));
        definition["V"].ColumnType = definition["W"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 50);
        IDataView data = _ml.Data.LoadFromEnumerable(rows, definition);

        VBuffer<float> all = _ml.Transforms.Concatenate("All", "V", "W").Fit(data).Transform(data).GetColumn<VBuffer<float>>("All").Single();

        Assert.Equal(100, all.Length);
        Assert.Equal([(3, 1f), (40, 2f), (50, 3f)], all.Items().Where(i => i.Value != 0).Select(i => (i.Key, i.Value)));
    }

    [Fact]
    public void SelectColumns_KeepsThoseInThatOrder()
    {
        IDataView data = Samples.View(2);
        IDataView selected = _ml.Transforms.SelectColumns("Name", "Id").Fit(data).Transform(data);

        Assert.Equal(["Name", "Id"], selected.Schema.Select(c => c.Name));
        Assert.Equal(["n0", "n1"], selected.GetColumn<string>("Name"));
    }

    [Fact]
    public void DropColumns_DropsThose()
    {
        IDataView data = Samples.View(2);
        IDataView left = _ml.Transforms.DropColumns("Name", "Features").Fit(data).Transform(data);

        Assert.Equal(data.Schema.Select(c => c.Name).Where(n => n is not ("Name" or "Features")), left.Schema.Select(c => c.Name));
        Assert.Equal([0, 1], left.GetColumn<int>("Id"));
    }

    [Fact]
    public void SelectAndDrop_OutputShape_IsThatOfTheData()
    {
        IEstimator<ITransformer>[] estimators = [_ml.Transforms.DropColumns("Name"), _ml.Transforms.SelectColumns("Id", "Class"), _ml.Transforms.Concatenate("Two", "Features", "Features")];
        IDataView data = Samples.View(2);
        SchemaShape shape = _ml.Transforms.CustomMapping<None, Item>((_, _) => { }, null).GetOutputSchema(new SchemaShape([]));

        Assert.All(estimators, e => Assert.Equal(e.Fit(data).GetOutputSchema(data.Schema).Select(c => c.Name).Order(), e.GetOutputSchema(shape).Select(c => c.Name).Order()));
    }

    private sealed class None;

    private sealed class Row
    {
        public float A { get; set; }

        [VectorType(2)]
        public float[] V { get; set; } = [];

        public float B { get; set; }
    }

    private sealed class SparseRow
    {
        public VBuffer<float> V { get; set; }

        public VBuffer<float> W { get; set; }
    }
}
