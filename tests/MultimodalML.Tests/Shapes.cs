using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Tests;

internal static class Shapes
{
    /// <summary>The schema shape of rows of a class.</summary>
    public static SchemaShape Of<TRow>()
        where TRow : class, new() =>
        new MLContext().Transforms.CustomMapping<Nothing, TRow>((_, _) => { }, null).GetOutputSchema(new SchemaShape([]));

    /// <summary>The shape of a schema: ML.NET has no public way to it but an estimator that asks for one.</summary>
    public static SchemaShape Of(IDataView data)
    {
        var capture = new Capture();
        new EstimatorChain<ITransformer>().Append(capture).Fit(data);
        return capture.Shape!;
    }

    private sealed class Nothing;

    private sealed class Capture : IEstimator<ITransformer>
    {
        public SchemaShape? Shape { get; private set; }

        public ITransformer Fit(IDataView input) => new MLContext().Transforms.SelectColumns(input.Schema[0].Name).Fit(input);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Shape = inputSchema;
    }
}
