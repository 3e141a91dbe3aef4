namespace Microsoft.ML.Data;

/// <summary>Shows some of the columns of a row.</summary>
internal sealed class SelectingMapper : IRowToRowMapper
{
    private readonly DataViewSchema.Column[] _kept;

    public SelectingMapper(DataViewSchema inputSchema, DataViewSchema.Column[] kept)
    {
        InputSchema = inputSchema;
        _kept = kept;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(kept);
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        bool[] active = OutputSchema.Flags(dependingColumns);
        return _kept.Where((_, i) => active[i]);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(this, input, OutputSchema.Flags(activeColumns));

    private sealed class Row(SelectingMapper owner, DataViewRow input, bool[] active) : LinkedRow(input)
    {
        public override DataViewSchema Schema => owner.OutputSchema;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            Schema.RequireOwn(column);
            return active[column.Index];
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            RowErrors.RequireActive(this, column);
            return Input.GetGetter<TValue>(Input.Schema[owner._kept[column.Index].Index]);
        }
    }
}
