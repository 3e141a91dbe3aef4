namespace Microsoft.ML.Data;

/// <summary>Sets the members of objects from rows of a schema.</summary>
internal sealed class ObjectWriter<TRow>
    where TRow : class
{
    private readonly List<(MemberColumn<TRow> Member, DataViewSchema.Column Column)> _columns = [];

    /// <exception cref="ArgumentOutOfRangeException">A column is missing, and may not be.</exception>
    /// <exception cref="InvalidOperationException">A column does not fit its member.</exception>
    public ObjectWriter(DataViewSchema schema, SchemaDefinition? definition, bool ignoreMissingColumns)
    {
        foreach (RowDefinition.Column member in RowDefinition.Create(typeof(TRow), definition, SchemaDefinition.Direction.Write).Columns)
        {
            if (schema.GetColumnOrNull(member.Name) is not { } column)
            {
                if (!ignoreMissingColumns)
                {
                    throw SchemaErrors.Missing("Schema", "", member.Name, schema);
                }

                continue;
            }

            (Type item, bool isVector) = RowDefinition.ItemOf(member.Member);
            if (isVector != column.Type is VectorDataViewType || column.Type.ItemOrSelf.RawType != item)
            {
                throw new InvalidOperationException(
                    $"Can't bind the IDataView column '{column.Name}' of type '{column.Type}' to field or property '{member.Member.Name}' of type '{RowDefinition.TypeOf(member.Member)}'.");
            }

            _columns.Add((MemberColumn<TRow>.For(member), column));
        }
    }

    public IEnumerable<DataViewSchema.Column> Columns => _columns.Select(c => c.Column);

    /// <summary>An action that fills an object from where the row is.</summary>
    public Action<TRow> Bind(DataViewRow row)
    {
        Action<TRow>[] setters = [.. _columns.Select(c => c.Member.CreateSetter(row, row.Schema[c.Column.Index]))];
        return target =>
        {
            foreach (Action<TRow> set in setters)
            {
                set(target);
            }
        };
    }
}
