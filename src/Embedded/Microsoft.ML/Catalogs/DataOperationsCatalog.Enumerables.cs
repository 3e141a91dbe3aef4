using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <summary>Objects as rows. They are read when a cursor gets there, anew by each cursor.</summary>
    /// <param name="data">The objects.</param>
    /// <param name="schemaDefinition">Which members are which columns; null: as their attributes say.</param>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition? schemaDefinition = null)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        return new EnumerableDataView<TRow>(data, RowDefinition.Create(typeof(TRow), schemaDefinition, SchemaDefinition.Direction.Read));
    }

    /// <param name="data">The objects.</param>
    /// <param name="schema">Types and annotations of the columns, for what attributes cannot say.</param>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        SchemaDefinition? definition = schema is null ? null : RowDefinition.DefinitionFor(typeof(TRow), schema);
        return new EnumerableDataView<TRow>(data, RowDefinition.Create(typeof(TRow), definition, SchemaDefinition.Direction.Read));
    }

    /// <summary>Rows as objects.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="reuseRowObject">True: one object, set anew for each row.</param>
    /// <param name="ignoreMissingColumns">Whether members without a column are left as they are; else they are an error.</param>
    /// <param name="schemaDefinition">Which members are which columns; null: as their attributes say.</param>
    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false, SchemaDefinition? schemaDefinition = null)
        where TRow : class, new()
    {
        ArgumentNullException.ThrowIfNull(data);
        return Enumerate(data, reuseRowObject, new ObjectWriter<TRow>(data.Schema, schemaDefinition, ignoreMissingColumns));
    }

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, bool reuseRowObject, ObjectWriter<TRow> writer)
        where TRow : class, new()
    {
        using DataViewRowCursor cursor = data.GetRowCursor(writer.Columns);
        Action<TRow> fill = writer.Bind(cursor);
        TRow? row = null;
        while (cursor.MoveNext())
        {
            row = reuseRowObject && row is not null ? row : new TRow();
            fill(row);
            yield return row;
        }
    }
}
