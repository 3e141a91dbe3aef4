using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Data;

/// <summary>Scores single rows as they are: what a prediction engine uses.</summary>
internal sealed class BlockMapper(BlockTransformer transformer, DataViewSchema inputSchema) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema { get; } = transformer.GetOutputSchema(inputSchema);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        new ActiveColumns(transformer, inputSchema, OutputSchema, dependingColumns).NeededFromSource;

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema != inputSchema)
        {
            throw new ArgumentException("The row has another schema than the mapper was made for; make a mapper for the row's schema.", nameof(input));
        }

        return new BlockRow(transformer, input, OutputSchema, new ActiveColumns(transformer, inputSchema, OutputSchema, activeColumns));
    }
}
