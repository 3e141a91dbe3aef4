using Microsoft.ML;
using MultimodalML.Persistence;
using MultimodalML.Prototypes;

namespace MultimodalML;

/// <summary>The classifiers of this library, under <c>mlContext.MulticlassClassification.Trainers</c>.</summary>
public static class MulticlassTrainersExtensions
{
    /// <summary>Classifies embeddings by the nearest prototype; classes can be added and removed later without training.</summary>
    /// <param name="catalog">The multiclass trainers of an <see cref="MLContext"/>.</param>
    /// <param name="labelColumnName">Column with the classes: a key of <see cref="uint"/>.</param>
    /// <param name="featureColumnName">Column with the embeddings: a fixed-length vector of <see cref="float"/>.</param>
    /// <param name="distance">How far an embedding is from a prototype.</param>
    /// <param name="supportPerClass">Items of each class drawn with replacement, at least 1; null for all.</param>
    /// <param name="prototypesPerClass">Prototypes of each class, at least 1: their average, or k-means centres.</param>
    /// <param name="seed">Seed of the draws; null for one drawn from the context's.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static PrototypeTrainer Prototypes(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Embedding",
        PrototypeDistance distance = PrototypeDistance.Cosine,
        int? supportPerClass = null,
        int prototypesPerClass = 1,
        int? seed = null) =>
        catalog.Prototypes(new PrototypeOptions
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            Distance = distance,
            SupportPerClass = supportPerClass,
            PrototypesPerClass = prototypesPerClass,
            Seed = seed,
        });

    /// <inheritdoc cref="Prototypes(MulticlassClassificationCatalog.MulticlassClassificationTrainers, string, string, PrototypeDistance, int?, int, int?)"/>
    /// <param name="catalog">The multiclass trainers of an <see cref="MLContext"/>.</param>
    /// <param name="options">All settings.</param>
    public static PrototypeTrainer Prototypes(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, PrototypeOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new PrototypeTrainer(ModelBridge.EnvironmentOf(catalog), options);
    }
}
