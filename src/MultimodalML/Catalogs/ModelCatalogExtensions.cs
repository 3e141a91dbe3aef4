using Microsoft.ML;
using MultimodalML.Persistence;

namespace MultimodalML;

/// <summary>Lets ML.NET load this library's models.</summary>
public static class ModelCatalogExtensions
{
    /// <summary>Makes this context's <c>Model.Load</c> know the transformers of this library.</summary>
    /// <remarks>
    /// A process that only loads calls it once on its <see cref="MLContext"/>: <c>mlContext.Model.UseMultimodalML().Load("model.zip", out _)</c>.
    /// A context that made one of this library's estimators or transformers knows them already; calling it again does nothing. Without it ML.NET says
    /// "Couldn't load model: 'TransformerChain/Transform_000'".
    /// </remarks>
    /// <returns>The same catalog.</returns>
    public static ModelOperationsCatalog UseMultimodalML(this ModelOperationsCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _ = ModelBridge.EnvironmentOf(catalog); // registers
        return catalog;
    }
}
