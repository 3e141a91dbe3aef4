using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Schema;

public class DataViewSchemaTests
{
    [Fact]
    public void Builder_SameName_HidesTheEarlierColumn()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Int32);
        builder.AddColumn("B", NumberDataViewType.Single);
        builder.AddColumn("A", TextDataViewType.Instance);
        DataViewSchema schema = builder.ToSchema();

        Assert.Equal(3, schema.Count);
        Assert.True(schema[0].IsHidden);
        Assert.False(schema[2].IsHidden);
        Assert.Equal(2, schema["A"].Index);
        Assert.Equal(TextDataViewType.Instance, schema["A"].Type);
    }

    [Fact]
    public void Indexer_MissingColumn_NamesIt()
    {
        DataViewSchema schema = new DataViewSchema.Builder().ToSchema();

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => schema["Missing"]);
        Assert.Contains("Missing", error.Message, StringComparison.Ordinal);
        Assert.Null(schema.GetColumnOrNull("Missing"));
        Assert.Throws<ArgumentOutOfRangeException>(() => schema[0]);
    }

    [Fact]
    public void Annotations_AddedValues_AreRead()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("Scalar", NumberDataViewType.Int32, 7);
        builder.Add("Vector", new VectorDataViewType(NumberDataViewType.Single, 2), (ref VBuffer<float> value) => value = new VBuffer<float>(2, [1, 2]));
        DataViewSchema.Annotations annotations = builder.ToAnnotations();

        int scalar = 0;
        annotations.GetValue("Scalar", ref scalar);
        VBuffer<float> vector = default;
        annotations.GetValue("Vector", ref vector);
        Assert.Equal(7, scalar);
        Assert.Equal([1, 2], vector.DenseValues());
        Assert.Throws<InvalidOperationException>(() => annotations.GetValue("Missing", ref scalar));
        Assert.Equal(["Scalar", "Vector"], annotations.Schema.Select(c => c.Name));
    }

    [Fact]
    public void Annotations_Selected_AreCopied()
    {
        var source = new DataViewSchema.Annotations.Builder();
        source.AddPrimitiveValue("A", NumberDataViewType.Int32, 1);
        source.AddPrimitiveValue("B", NumberDataViewType.Int32, 2);
        var target = new DataViewSchema.Annotations.Builder();
        target.Add(source.ToAnnotations(), kind => kind == "B");

        Assert.Equal("B", target.ToAnnotations().Schema.Single().Name);
    }

    [Fact]
    public void Annotations_GetterOfOtherType_Throws()
    {
        var builder = new DataViewSchema.Annotations.Builder();

        Assert.ThrowsAny<Exception>(() => builder.Add("A", NumberDataViewType.Int32, (Delegate)(ValueGetter<float>)((ref float value) => value = 1)));
    }

    [Fact]
    public void KeyValues_OfColumn_AreKnown()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add("KeyValues", new VectorDataViewType(TextDataViewType.Instance, 2), (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(2, ["x".AsMemory(), "y".AsMemory()]));
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Key", new KeyDataViewType(typeof(uint), 2), annotations.ToAnnotations());
        DataViewSchema.Column column = builder.ToSchema()["Key"];

        Assert.True(column.HasKeyValues());
        Assert.False(column.HasKeyValues(NumberDataViewType.Int32));
        Assert.False(column.HasSlotNames());
        Assert.False(column.IsNormalized());
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.GetKeyValues(ref values);
        Assert.Equal(["x", "y"], values.DenseValues().Select(v => v.ToString()));
    }

    [Fact]
    public void DetachedColumn_OfColumn_KeepsTypeAndAnnotations()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Int32);
        DataViewSchema.Column column = builder.ToSchema()["A"];
        var again = new DataViewSchema.Builder();
        again.AddColumns([new DataViewSchema.DetachedColumn(column)]);

        Assert.Equal(("A", (DataViewType)NumberDataViewType.Int32), (again.ToSchema()[0].Name, again.ToSchema()[0].Type));
    }
}
