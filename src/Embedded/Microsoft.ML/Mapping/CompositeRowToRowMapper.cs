namespace Microsoft.ML.Data;

/// <summary>Mappers one after the other.</summary>
internal sealed class CompositeRowToRowMapper(DataViewSchema inputSchema, IRowToRowMapper[] mappers) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema => mappers.Length > 0 ? mappers[^1].OutputSchema : inputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        mappers.Reverse().Aggregate(dependingColumns, (needed, mapper) => mapper.GetDependencies(needed));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        var needed = new IEnumerable<DataViewSchema.Column>[mappers.Length];
        for (int i = mappers.Length - 1; i >= 0; i--)
        {
            needed[i] = i == mappers.Length - 1 ? [.. activeColumns] : [.. mappers[i + 1].GetDependencies(needed[i + 1])];
        }

        return mappers.Zip(needed).Aggregate(input, (row, step) => step.First.GetRow(row, step.Second));
    }
}
