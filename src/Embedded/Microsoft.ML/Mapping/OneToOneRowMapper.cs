namespace Microsoft.ML.Data;

/// <summary>A <see cref="RowMapper"/> whose output columns are each computed from one input column.</summary>
/// <param name="inputSchema">The schema of the rows.</param>
/// <param name="inputs">Per output column, the input column.</param>
internal abstract class OneToOneRowMapper(DataViewSchema inputSchema, DataViewSchema.Column[] inputs) : RowMapper(inputSchema)
{
    private DataViewSchema.DetachedColumn[]? _outputs;

    public sealed override DataViewSchema.DetachedColumn[] OutputColumns => _outputs ??= [.. Enumerable.Range(0, inputs.Length).Select(OutputColumn)];

    protected DataViewSchema.Column[] Inputs => inputs;

    public sealed override IEnumerable<int> Dependencies(int outputColumn) => [inputs[outputColumn].Index];

    public sealed override Delegate?[] CreateGetters(DataViewRow input, bool[] isActive) =>
        [.. isActive.Select((active, i) => active ? CreateGetter(input, i) : null)];

    protected abstract DataViewSchema.DetachedColumn OutputColumn(int outputColumn);

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the output column's raw type.</summary>
    protected abstract Delegate CreateGetter(DataViewRow input, int outputColumn);
}
