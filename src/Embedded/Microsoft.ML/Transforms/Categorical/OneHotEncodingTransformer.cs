using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The value-to-key and key-to-vector mappings of <see cref="OneHotEncodingEstimator"/>. It is saved, and comes back, as the chain of the two.</summary>
public sealed class OneHotEncodingTransformer : ITransformer
{
    private readonly ITransformer _inner;

    internal OneHotEncodingTransformer(ITransformer inner) => _inner = inner;

    bool ITransformer.IsRowToRowMapper => _inner.IsRowToRowMapper;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _inner.GetOutputSchema(inputSchema);

    public IDataView Transform(IDataView input) => _inner.Transform(input);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => _inner.GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => _inner.Save(ctx);
}
