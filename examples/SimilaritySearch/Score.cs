using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML;
using MultimodalML.Prototypes;

namespace SimilaritySearch;

/// <summary>Share of queries whose class is the nearest prototype's, and among the five nearest.</summary>
internal readonly record struct Score(double Top1, double Top5)
{
    private const int Ranks = 5;

    /// <summary>Makes prototypes from the support view and ranks the query view by them. Both hold "Label" and the features.</summary>
    public static Score Of(MLContext ml, IDataView support, IDataView queries, string features, PrototypeDistance distance, int? supportPerClass)
    {
        PrototypeTransformer prototypes = ml.MulticlassClassification.Trainers.Prototypes(new PrototypeOptions
        {
            FeatureColumnName = features,
            Distance = distance,
            SupportPerClass = supportPerClass,
            Seed = 1,
        }).Fit(support);
        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(prototypes.Transform(queries), topKPredictionCount: Ranks);
        return new Score(metrics.MicroAccuracy, metrics.TopKAccuracy);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{100 * Top1:f1}/{100 * Top5:f1}");
}
