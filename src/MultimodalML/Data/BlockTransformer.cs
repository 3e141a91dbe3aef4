using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MultimodalML.Persistence;

namespace MultimodalML.Data;

/// <summary>What the transformers of this library share: they read fixed-length float vectors, add columns, and score rows in blocks.</summary>
/// <remarks>
/// <para>Lazy and streaming: a column that nobody asks for costs nothing, and the data is read once. A cursor looks ahead some rows to score them together, with buffers
/// that it reuses. Safe for use by several threads at once; each cursor and each prediction engine belongs to one thread.</para>
/// <para>A row whose vector holds a NaN has no such modality. A row with none at all, or with an infinite value, is an <see cref="InvalidDataException"/> that names it.</para>
/// </remarks>
public abstract class BlockTransformer : ITransformer
{
    private protected BlockTransformer(IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ModelRegistration.Register(environment);
        HostEnvironment = environment;
    }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <summary>Columns read.</summary>
    public abstract ModalityColumns InputColumns { get; }

    private protected IHostEnvironment HostEnvironment { get; }

    /// <summary>Columns added.</summary>
    internal abstract IReadOnlyList<OutputColumn> OutputColumns { get; }

    /// <summary>Name and version of the payload, as <see cref="ModelLoader"/> knows them.</summary>
    private protected abstract PayloadKind Kind { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An input column is missing or has another type or length than at fitting.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        InputColumns.Check(inputSchema);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        foreach (OutputColumn column in OutputColumns)
        {
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }

        return builder.ToSchema();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An input column is missing or has another type or length than at fitting.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new BlockDataView(this, input);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An input column is missing or has another type or length than at fitting.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new BlockMapper(this, inputSchema);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelPayload.Save(ctx, Kind, WritePayload);

    /// <summary>Makes a scorer with scratch space for some rows.</summary>
    internal abstract IBlockScorer CreateScorer(int capacity);

    private protected abstract void WritePayload(BinaryWriter writer);
}
