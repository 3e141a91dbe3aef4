using Microsoft.ML.Data;
using Microsoft.ML.Numerics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>Finds cluster centres that lie near the rows: Lloyd's iteration.</summary>
public class KMeansTrainer : TrainerEstimatorBase<ClusteringPredictionTransformer<KMeansModelParameters>, KMeansModelParameters>
{
    private readonly Options _options;

    internal KMeansTrainer(IHostEnvironment env, Options options)
        : base(env.Register(nameof(KMeansTrainer)), TrainerShapes.Features(options.FeatureColumnName), default, TrainerShapes.Weight(options.ExampleWeightColumnName))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.NumberOfClusters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumNumberOfIterations);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.OptimizationTolerance);
        if (options.NumberOfThreads is { } threads)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads, nameof(options.NumberOfThreads));
        }
        _options = options;
    }

    public override TrainerInfo Info { get; } = new(normalization: true, caching: true);

    private protected override KMeansModelParameters Train(IDataView data)
    {
        TrainingRows rows = TrainingRows.Load(Host, data, FeatureColumn, LabelColumn, WeightColumn);
        var clusterer = new KMeansClusterer(rows.Features, rows.Weights, _options.NumberOfClusters, _options.NumberOfThreads ?? Environment.ProcessorCount);
        if (_options.InitializationAlgorithm == InitializationAlgorithm.Random)
        {
            clusterer.StartAtRandomRows(Host.Rand);
        }
        else
        {
            clusterer.StartSpreadOut(Host.Rand);
        }
        clusterer.Run(_options.MaximumNumberOfIterations, _options.OptimizationTolerance);
        return new KMeansModelParameters(clusterer.Centroids);
    }

    private protected override ClusteringPredictionTransformer<KMeansModelParameters> MakeTransformer(KMeansModelParameters model, DataViewSchema trainSchema) =>
        new(Host, model, trainSchema, FeatureColumn.Name);

    private protected override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema) => TrainerShapes.ClusteringOutputs();

    public enum InitializationAlgorithm
    {
        /// <summary>Rows drawn in proportion to the squared distance from the centres so far.</summary>
        KMeansPlusPlus = 0,

        /// <summary>Rows drawn alike.</summary>
        Random = 1,

        /// <summary>Spread out as with <see cref="KMeansPlusPlus"/>.</summary>
        KMeansYinyang = 2,
    }

    public sealed class Options : UnsupervisedTrainerInputBaseWithWeight
    {
        public int NumberOfClusters = 5;

        public InitializationAlgorithm InitializationAlgorithm = InitializationAlgorithm.KMeansYinyang;

        /// <summary>Training ends when the mean squared distance changes by less than that.</summary>
        public float OptimizationTolerance = 1e-7f;

        public int MaximumNumberOfIterations = 1000;

        /// <summary>Null: as many as there are processors.</summary>
        public int? NumberOfThreads;
    }
}
