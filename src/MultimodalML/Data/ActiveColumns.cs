using Microsoft.ML;

namespace MultimodalML.Data;

/// <summary>Which columns of a transformer's output were asked for, and which of its source they take. Output columns follow the source's.</summary>
internal sealed class ActiveColumns
{
    private readonly bool[] _active;

    public ActiveColumns(BlockTransformer transformer, DataViewSchema sourceSchema, DataViewSchema outputSchema, IEnumerable<DataViewSchema.Column> asked)
    {
        _active = new bool[outputSchema.Count];
        foreach (DataViewSchema.Column column in asked)
        {
            _active[column.Index] = true;
        }

        SourceCount = sourceSchema.Count;
        AnyOutput = _active.AsSpan(SourceCount).Contains(true);
        Inputs = transformer.InputColumns.Bind(sourceSchema);
        PassedThrough = [.. sourceSchema.Where(column => _active[column.Index])];
        NeededFromSource = AnyOutput ? [.. PassedThrough.UnionBy(Inputs, column => column.Index)] : PassedThrough;
    }

    /// <summary>Columns of the source; those of the transformer come after.</summary>
    public int SourceCount { get; }

    public bool AnyOutput { get; }

    /// <summary>The source's columns that the transformer reads.</summary>
    public DataViewSchema.Column[] Inputs { get; }

    /// <summary>The source's columns that were asked for.</summary>
    public DataViewSchema.Column[] PassedThrough { get; }

    public DataViewSchema.Column[] NeededFromSource { get; }

    public bool IsActive(DataViewSchema.Column column) => (uint)column.Index < (uint)_active.Length && _active[column.Index];

    /// <summary>Checks a request for a getter.</summary>
    /// <exception cref="InvalidOperationException">The column was not asked for, or has values of another type.</exception>
    public void Check<TValue>(DataViewSchema schema, DataViewSchema.Column column)
    {
        if (!IsActive(column))
        {
            throw new InvalidOperationException($"Column '{column.Name}' is not active in this cursor; name it in the columns needed.");
        }

        Type type = schema[column.Index].Type.RawType;
        if (type != typeof(TValue))
        {
            throw new InvalidOperationException($"Column '{column.Name}' has values of {type}; a getter of {typeof(TValue)} was asked for.");
        }
    }
}
