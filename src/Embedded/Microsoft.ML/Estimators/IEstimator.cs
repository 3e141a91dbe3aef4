namespace Microsoft.ML;

/// <summary>Learns a transformer from data.</summary>
public interface IEstimator<out TTransformer>
    where TTransformer : ITransformer
{
    TTransformer Fit(IDataView input);

    /// <summary>The columns that the transformer will give; finds a schema mistake before there is data.</summary>
    SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
