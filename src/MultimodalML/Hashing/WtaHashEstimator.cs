using Microsoft.ML;
using Microsoft.ML.Runtime;
using MultimodalML.Data;

namespace MultimodalML.Hashing;

/// <summary>Adds winner-take-all codes. The share of equal codes estimates how alike two embeddings rank their dimensions.</summary>
/// <remarks>[D] <see cref="float"/> → [CodeCount] <see cref="byte"/>, each 0 to WindowSize − 1. Source: Yagnik et al., "The Power of Comparative Reasoning", ICCV 2011.</remarks>
public sealed class WtaHashEstimator : IEstimator<WtaHashTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly WtaHashOptions _options;

    internal WtaHashEstimator(IHostEnvironment environment, WtaHashOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_environment, _options) = (environment, options);
    }

    /// <summary>Draws the permutations for the column's length; reads no row.</summary>
    /// <exception cref="ArgumentException">The column is missing or no fixed-length vector of <see cref="float"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The column is shorter than the window.</exception>
    public WtaHashTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new WtaHashTransformer(_environment, ModalityColumns.From(input.Schema, [_options.InputColumnName]), _options);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ColumnChecks.RequireFloatVector(inputSchema, _options.InputColumnName);
        return inputSchema.With(SchemaShapes.ByteVector(_options.OutputColumnName));
    }
}
