using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>A trainer by stochastic dual coordinate ascent.</summary>
public abstract class SdcaTrainerBase<TOptions, TTransformer, TModel> : StochasticTrainerBase<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
    where TOptions : SdcaTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
{
    private protected readonly TOptions Settings;

    private protected SdcaTrainerBase(IHostEnvironment env, TOptions options, SchemaShape.Column label)
        : base(env.Register(nameof(SdcaTrainerBase<,,>)), TrainerShapes.Features(options.FeatureColumnName), label, TrainerShapes.Weight(options.ExampleWeightColumnName))
    {
        RequireNotNegative(options.L1Regularization, nameof(options.L1Regularization));
        RequireNotNegative(options.L2Regularization, nameof(options.L2Regularization));
        if (options.MaximumNumberOfIterations is { } iterations)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(iterations, nameof(options.MaximumNumberOfIterations));
        }
        if (options.ConvergenceTolerance is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.ConvergenceTolerance, "Convergence tolerance must be positive and no larger than 1.");
        }
        Settings = options;
    }

    private static void RequireNotNegative(float? value, string name)
    {
        if (value is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(given, name);
        }
    }

    public abstract class OptionsBase : TrainerInputBaseWithWeight
    {
        private protected OptionsBase()
        {
        }

        /// <summary>Weight of ½ ‖w‖² against the mean loss. Null: chosen by the number of rows.</summary>
        public float? L2Regularization;

        /// <summary>Threshold below which weights are 0, in units of the l2 weight. Null: chosen by the number of features.</summary>
        public float? L1Regularization;

        /// <summary>Training ends when the duality gap is less than that share of the loss.</summary>
        public float ConvergenceTolerance = 0.1f;

        /// <summary>Null: chosen by the number of rows.</summary>
        public int? MaximumNumberOfIterations;

        /// <summary>Whether each iteration visits the rows in a new order.</summary>
        public bool Shuffle = true;

        /// <summary>Iterations between checks; zero or less: none. Null: every iteration.</summary>
        public int? ConvergenceCheckFrequency;

        /// <summary>Threads at most. One is used, so that a seed gives one model.</summary>
        public int? NumberOfThreads;
    }
}
