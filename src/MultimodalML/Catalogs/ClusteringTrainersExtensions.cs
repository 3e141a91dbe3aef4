using Microsoft.ML;
using MultimodalML.Discovery;
using MultimodalML.Persistence;

namespace MultimodalML;

/// <summary>The clusterers of this library, under <c>mlContext.Clustering.Trainers</c>.</summary>
public static class ClusteringTrainersExtensions
{
    /// <summary>Learns known classes from labelled rows and finds novel categories among the unlabelled ones.</summary>
    /// <param name="catalog">The clustering trainers of an <see cref="MLContext"/>.</param>
    /// <param name="inputColumnNames">Columns to read, one a modality: fixed-length vectors of <see cref="float"/>; a NaN makes the modality missing in that row.</param>
    /// <param name="labelColumnName">Key column with the known classes, missing where a row is not labelled; null when no row is.</param>
    /// <param name="novelCategoryCount">Novel categories, at least 1; null estimates them.</param>
    /// <param name="recipe">How categories are found; null for the default.</param>
    /// <param name="seed">Seed of all that is drawn; null takes one from the <see cref="MLContext"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static NovelCategoriesTrainer NovelCategories(
        this ClusteringCatalog.ClusteringTrainers catalog,
        string[] inputColumnNames,
        string? labelColumnName = "Label",
        int? novelCategoryCount = null,
        DiscoveryRecipe? recipe = null,
        int? seed = null)
    {
        var defaults = new NovelCategoriesOptions();
        return catalog.NovelCategories(defaults with
        {
            InputColumnNames = inputColumnNames,
            LabelColumnName = labelColumnName,
            NovelCategoryCount = novelCategoryCount,
            Recipe = recipe ?? defaults.Recipe,
            Training = defaults.Training with { Seed = seed },
        });
    }

    /// <inheritdoc cref="NovelCategories(ClusteringCatalog.ClusteringTrainers, string[], string?, int?, DiscoveryRecipe?, int?)"/>
    /// <param name="catalog">The clustering trainers of an <see cref="MLContext"/>.</param>
    /// <param name="options">All settings.</param>
    public static NovelCategoriesTrainer NovelCategories(this ClusteringCatalog.ClusteringTrainers catalog, NovelCategoriesOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new NovelCategoriesTrainer(ModelBridge.EnvironmentOf(catalog), options);
    }
}
