using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>A trainer that minimises a regularised mean loss by L-BFGS.</summary>
public abstract class LbfgsTrainerBase<TOptions, TTransformer, TModel> : TrainerEstimatorBase<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
    where TOptions : LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
{
    private protected readonly TOptions Settings;

    private protected LbfgsTrainerBase(IHostEnvironment env, TOptions options, SchemaShape.Column label)
        : base(env.Register(nameof(LbfgsTrainerBase<,,>)), TrainerShapes.Features(options.FeatureColumnName), label, TrainerShapes.Weight(options.ExampleWeightColumnName))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.L1Regularization);
        ArgumentOutOfRangeException.ThrowIfNegative(options.L2Regularization);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.OptimizationTolerance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.HistorySize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumNumberOfIterations);
        if (options.NumberOfThreads is { } threads)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads, nameof(options.NumberOfThreads));
        }
        Settings = options;
    }

    public override TrainerInfo Info { get; } = new(normalization: true, caching: true);

    public abstract class OptionsBase : TrainerInputBaseWithWeight
    {
        /// <summary>Weight of ½ ‖weights‖² against the sum of the losses.</summary>
        public float L2Regularization = 1;

        /// <summary>Weight of the sum of the magnitudes of the weights.</summary>
        public float L1Regularization = 1;

        /// <summary>Training ends when the mean loss falls by less than that.</summary>
        public float OptimizationTolerance = 1e-7f;

        /// <summary>Steps remembered for the approximation of the second derivatives.</summary>
        public int HistorySize = 20;

        public int MaximumNumberOfIterations = int.MaxValue;

        /// <summary>Width of the uniform distribution around 0 that the first weights are drawn from.</summary>
        public float InitialWeightsDiameter;

        /// <summary>Null: as many as there are processors.</summary>
        public int? NumberOfThreads;

        public bool EnforceNonNegativity;
    }
}
