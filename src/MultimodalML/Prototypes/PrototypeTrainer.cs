using Microsoft.ML;
using Microsoft.ML.Runtime;
using MultimodalML.Data;

namespace MultimodalML.Prototypes;

/// <summary>Makes prototypes of each class from labelled embeddings; an embedding is classified by the nearest.</summary>
/// <remarks>
/// <para>[D] <see cref="float"/> → "Score" [classes] <see cref="float"/>, probabilities in the order of the label's keys, and "PredictedLabel", a key.</para>
/// <para>A class of the label's keys without a row gets no prototype: it is never predicted, and its probability is 0.</para>
/// <para>Source: Snell et al., "Prototypical Networks for Few-shot Learning", NeurIPS 2017.</para>
/// </remarks>
public sealed class PrototypeTrainer : IEstimator<PrototypeTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly PrototypeOptions _options;

    internal PrototypeTrainer(IHostEnvironment environment, PrototypeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_environment, _options) = (environment, options);
    }

    /// <summary>Reads all rows once and makes the prototypes.</summary>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidDataException">There is no row, a row has no label, or an embedding holds a NaN or an infinite value.</exception>
    public PrototypeTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ModalityColumns columns = ModalityColumns.From(input.Schema, [_options.FeatureColumnName]);
        (DataViewSchema.Column label, int classCount) = ColumnChecks.FindLabel(input.Schema, _options.LabelColumnName);
        ModalityBatch rows = ModalityBatch.Read(input, columns, _options.LabelColumnName);
        Check(rows);
        PrototypeOptions options = _options with { Seed = _options.Seed ?? _environment.Register("Prototypes").Rand.Next() };
        PrototypeSet prototypes = PrototypeSet.Build(rows.Values(0), columns.Lengths[0], rows.Labels, classCount, options);
        return new PrototypeTransformer(_environment, prototypes, ClassNames.From(label, classCount), options);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ColumnChecks.RequireFloatVector(inputSchema, _options.FeatureColumnName);
        ColumnChecks.RequireLabel(inputSchema, _options.LabelColumnName);
        return inputSchema.With(ScoreColumns.Shapes(inputSchema, _options.LabelColumnName));
    }

    private void Check(ModalityBatch rows)
    {
        if (rows.RowCount == 0)
        {
            throw new InvalidDataException("The data has no row; prototypes need at least one labelled row.");
        }

        int row = rows.Labels.IndexOf(ModalityBatch.NoLabel);
        if (row >= 0)
        {
            throw new InvalidDataException(
                $"Row {row} (counted from 0) has no label in column '{_options.LabelColumnName}'; prototypes need one for each row. Filter such rows with FilterRowsByMissingValues.");
        }
    }
}
