using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Turns data into other data, row by row where <see cref="IsRowToRowMapper"/> says so.</summary>
public interface ITransformer : ICanSaveModel
{
    bool IsRowToRowMapper { get; }

    DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    /// <summary>A view of the transformed data; nothing is computed yet.</summary>
    IDataView Transform(IDataView input);

    /// <exception cref="InvalidOperationException">The transformer is not a row to row mapper.</exception>
    IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
}
