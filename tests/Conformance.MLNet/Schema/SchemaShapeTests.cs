using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Schema;

public class SchemaShapeTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void CustomMapping_OfNothing_GivesTheColumnDescribed()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(OneVector), SchemaDefinition.Direction.Write);
        definition["V"].ColumnName = "Embedding";
        definition[0].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 8);
        definition[0].AddAnnotation("SlotNames", new VBuffer<ReadOnlyMemory<char>>(8, new ReadOnlyMemory<char>[8]), new VectorDataViewType(TextDataViewType.Instance, 8));

        SchemaShape.Column column = ColumnOf<OneVector>(definition);

        Assert.Equal("Embedding", column.Name);
        Assert.Equal(SchemaShape.Column.VectorKind.Vector, column.Kind);
        Assert.Equal(NumberDataViewType.Single, column.ItemType);
        Assert.False(column.IsKey);
        SchemaShape.Column names = Assert.Single(column.Annotations);
        Assert.Equal(("SlotNames", SchemaShape.Column.VectorKind.Vector, (DataViewType)TextDataViewType.Instance), (names.Name, names.Kind, names.ItemType));
    }

    [Fact]
    public void CustomMapping_UnsizedVector_IsVariable() =>
        Assert.Equal(SchemaShape.Column.VectorKind.VariableVector, ColumnOf<OneVector>(SchemaDefinition.Create(typeof(OneVector), SchemaDefinition.Direction.Write)).Kind);

    [Fact]
    public void CustomMapping_KeyWithValues_IsKeyOfNumberType()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(OneKey), SchemaDefinition.Direction.Write);
        definition["K"].ColumnType = new KeyDataViewType(typeof(uint), 3);
        definition["K"].AddAnnotation("KeyValues", new VBuffer<ReadOnlyMemory<char>>(3, new ReadOnlyMemory<char>[3]), new VectorDataViewType(TextDataViewType.Instance, 3));

        SchemaShape.Column column = ColumnOf<OneKey>(definition);

        Assert.True(column.IsKey);
        Assert.Equal(SchemaShape.Column.VectorKind.Scalar, column.Kind);
        Assert.Equal(NumberDataViewType.UInt32, column.ItemType);
        Assert.Equal("KeyValues", column.Annotations.Single().Name);
    }

    [Fact]
    public void GetOutputSchema_AddedColumn_TakesThePlaceOfOneWithItsName()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(OneVector), SchemaDefinition.Direction.Write);
        var input = new SchemaShape([ColumnOf<OneVector>(definition), ColumnOf<OneKey>(SchemaDefinition.Create(typeof(OneKey)))]);
        definition["V"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);

        SchemaShape output = _ml.Transforms.CustomMapping<None, OneVector>((_, _) => { }, null, null, definition).GetOutputSchema(input);

        Assert.Equal(2, output.Count);
        Assert.Equal(SchemaShape.Column.VectorKind.Vector, output.Single(c => c.Name == "V").Kind);
    }

    [Fact]
    public void GetOutputSchema_MissingInput_NamesTheColumn()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.CopyColumns("B", "A").GetOutputSchema(new SchemaShape([])));
        Assert.Contains("'A'", error.Message, StringComparison.Ordinal);

        error = Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Transforms.CustomMapping<OneVector, OneKey>((_, _) => { }, null).GetOutputSchema(new SchemaShape([])));
        Assert.Contains("'V'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetOutputSchema_Chain_FindsMistakeWithoutData()
    {
        var chain = _ml.Transforms.CopyColumns("B", "A").Append(_ml.Transforms.Concatenate("C", "B", "Missing"));
        SchemaShape.Column a = ColumnOf<OneKey>(SchemaDefinition.Create(typeof(OneKey)));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => chain.GetOutputSchema(new SchemaShape([a])));
        Assert.Contains("'A'", error.Message, StringComparison.Ordinal);
    }

    private SchemaShape.Column ColumnOf<T>(SchemaDefinition definition)
        where T : class, new() => _ml.Transforms.CustomMapping<None, T>((_, _) => { }, null, null, definition).GetOutputSchema(new SchemaShape([])).Single();

    private sealed class None;

    private sealed class OneVector
    {
        public float[] V { get; set; } = [];
    }

    private sealed class OneKey
    {
        [KeyType(5)]
        public uint K { get; set; }
    }
}
