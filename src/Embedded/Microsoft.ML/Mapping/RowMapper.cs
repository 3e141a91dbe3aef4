namespace Microsoft.ML.Data;

/// <summary>
/// What a transformer adds to rows of one input schema. The one way to write a transform: everything else
/// (output schema, cursors that compute only what is asked for, prediction engine) follows from these four members.
/// </summary>
/// <remarks>The constructor finds the input columns and checks their types. A mapper has no state that a row changes: such state lives in the getters.</remarks>
internal abstract class RowMapper(DataViewSchema inputSchema)
{
    public DataViewSchema InputSchema { get; } = inputSchema;

    /// <summary>The columns added. One whose name is taken hides the input column.</summary>
    public abstract DataViewSchema.DetachedColumn[] OutputColumns { get; }

    /// <summary>Indices of the input columns which one output column is computed from.</summary>
    public abstract IEnumerable<int> Dependencies(int outputColumn);

    /// <summary>
    /// A <see cref="ValueGetter{TValue}"/> for each output column that is active, null for the others. They are called after the row has moved,
    /// in any order, any number of times. Outputs that share work share it in a closure that asks <see cref="DataViewRow.Position"/>, see <see cref="PerRow"/>.
    /// </summary>
    public abstract Delegate?[] CreateGetters(DataViewRow input, bool[] isActive);
}
