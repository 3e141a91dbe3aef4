namespace Microsoft.ML.Data;

/// <summary>Exceptions about columns, worded as ML.NET words them and followed by what the schema has.</summary>
internal static class SchemaErrors
{
    public static ArgumentOutOfRangeException Missing(string parameter, string role, string column, DataViewSchema? schema = null) =>
        new(parameter, $"Could not find {role} column '{column}'{(schema is null ? "" : $"; there are {schema.Describe()}")}");

    public static ArgumentOutOfRangeException Mismatch(string parameter, string role, string column, string expected, string actual) =>
        new(parameter, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");

    /// <summary>The column of that name, or the error that it is not there.</summary>
    public static DataViewSchema.Column Require(this DataViewSchema schema, string name, string role = "input") =>
        schema.GetColumnOrNull(name) ?? throw Missing("inputSchema", role, name, schema);

    /// <summary>The column of that name, or the error that it is not there.</summary>
    public static SchemaShape.Column Require(this SchemaShape shape, string name, string role = "input") =>
        shape.TryFindColumn(name, out SchemaShape.Column column) ? column : throw Missing("inputSchema", role, name);
}
