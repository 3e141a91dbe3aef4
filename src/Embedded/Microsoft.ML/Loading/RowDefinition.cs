using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>The columns of a class, checked against its members.</summary>
internal sealed class RowDefinition
{
    private RowDefinition(Column[] columns) => Columns = columns;

    public IReadOnlyList<Column> Columns { get; }

    public static RowDefinition Create(Type type, SchemaDefinition? definition, SchemaDefinition.Direction direction) =>
        new([.. (definition ?? SchemaDefinition.Create(type, direction)).Select(c => Check(type, c))]);

    /// <summary>The definition in which the schema says the types and annotations, and the class only where the values are.</summary>
    /// <exception cref="InvalidOperationException">The class has no member for a column of the schema.</exception>
    public static SchemaDefinition DefinitionFor(Type type, DataViewSchema schema)
    {
        SchemaDefinition definition = SchemaDefinition.Create(type, SchemaDefinition.Direction.Read);
        foreach (DataViewSchema.Column column in schema)
        {
            SchemaDefinition.Column member = definition[column.Name] ?? throw new InvalidOperationException($"Type should contain a member named {column.Name}; {type} does not.");
            member.ColumnType = column.Type;
            member.CopyAnnotations(column.Annotations);
        }

        return definition;
    }

    public DataViewSchema ToSchema()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(Columns.Select(c => new DataViewSchema.DetachedColumn(c.Name, c.Type, c.Annotations)));
        return builder.ToSchema();
    }

    public static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>The raw type of a member's values, of a vector's items.</summary>
    public static (Type Item, bool IsVector) ItemOf(MemberInfo member)
    {
        Type type = TypeOf(member);
        Type? item = type.IsArray ? type.GetElementType()
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>) ? type.GetGenericArguments()[0] : null;
        Type raw = item ?? type;
        return (raw == typeof(string) ? typeof(ReadOnlyMemory<char>) : raw, item is not null);
    }

    private static Column Check(Type type, SchemaDefinition.Column column)
    {
        MemberInfo member = (MemberInfo?)type.GetField(column.MemberName) ?? type.GetProperty(column.MemberName)
            ?? throw new ArgumentException($"No field or property with name '{column.MemberName}' found in type '{type.FullName}'", nameof(column));
        (Type item, bool isVector) = ItemOf(member);
        string name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        PrimitiveDataViewType natural = PrimitiveTypes.FromRawType(item)
            ?? throw new ArgumentException($"Could not determine an IDataView type for member {member.Name} of type {TypeOf(member)}", nameof(column));
        DataViewType columnType = column.ColumnType ?? (isVector ? new VectorDataViewType(natural) : natural);
        if (isVector != columnType is VectorDataViewType)
        {
            throw new ArgumentException($"Column '{name}' is supposed to be {(isVector ? "scalar" : "vector")}, but type of associated field '{member.Name}' is {(isVector ? "vector" : "scalar")}", nameof(column));
        }

        if (columnType.ItemOrSelf.RawType != item)
        {
            throw new ArgumentException($"Column '{name}' is supposed to have item type {columnType.ItemOrSelf.RawType}, but associated field has type {item}", nameof(column));
        }

        return new Column(name, columnType, member, column.Annotations);
    }

    internal sealed record Column(string Name, DataViewType Type, MemberInfo Member, DataViewSchema.Annotations Annotations);
}
