using Microsoft.ML;
using MultimodalML.Fusion;
using MultimodalML.Persistence;

namespace MultimodalML;

public static partial class TransformsCatalogExtensions
{
    /// <summary>Fuses several modalities of an item into one embedding.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="outputColumnName">Column to add: a vector of <see cref="float"/>.</param>
    /// <param name="inputColumnNames">Columns to read, one a modality: fixed-length vectors of <see cref="float"/>; a NaN makes the modality missing in that row.</param>
    /// <param name="labelColumnName">Key column with the classes. Null trains without labels, by <see cref="FusionLoss.NTXent"/>.</param>
    /// <param name="loss">What embeddings are trained for; null for the default: episodes with labels, <see cref="FusionLoss.NTXent"/> without.</param>
    /// <param name="epochs">Passes over the training rows, at least 1; null for the default.</param>
    /// <param name="seed">Seed of weights, batches and dropout; null takes one from the <see cref="MLContext"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the loss needs labels and there is no label column.</exception>
    public static MultimodalFuseEstimator MultimodalFuse(
        this TransformsCatalog catalog,
        string outputColumnName,
        string[] inputColumnNames,
        string? labelColumnName = null,
        FusionLoss? loss = null,
        int? epochs = null,
        int? seed = null)
    {
        var defaults = new MultimodalFuseOptions();
        return catalog.MultimodalFuse(defaults with
        {
            OutputColumnName = outputColumnName,
            InputColumnNames = inputColumnNames,
            LabelColumnName = labelColumnName,
            Loss = loss ?? (labelColumnName is null ? FusionLoss.NTXent : defaults.Loss),
            Training = defaults.Training with { Epochs = epochs ?? defaults.Training.Epochs, Seed = seed },
        });
    }

    /// <inheritdoc cref="MultimodalFuse(TransformsCatalog, string, string[], string?, FusionLoss?, int?, int?)"/>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="options">All settings.</param>
    public static MultimodalFuseEstimator MultimodalFuse(this TransformsCatalog catalog, MultimodalFuseOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new MultimodalFuseEstimator(ModelBridge.EnvironmentOf(catalog), options);
    }
}
