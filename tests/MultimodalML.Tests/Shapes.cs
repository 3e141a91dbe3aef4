using Microsoft.ML;

namespace MultimodalML.Tests;

internal static class Shapes
{
    /// <summary>The schema shape of rows of a class.</summary>
    public static SchemaShape Of<TRow>()
        where TRow : class, new() =>
        new MLContext().Transforms.CustomMapping<Nothing, TRow>((_, _) => { }, null).GetOutputSchema(new SchemaShape([]));

    private sealed class Nothing;
}
