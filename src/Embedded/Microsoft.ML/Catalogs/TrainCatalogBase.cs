using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>A kind of task: its trainers, and how their models are evaluated.</summary>
public abstract class TrainCatalogBase : IInternalCatalog
{
    private protected TrainCatalogBase(IHostEnvironment env, string registrationName) => Environment = env.Register(registrationName);

    IHostEnvironment IInternalCatalog.Environment => Environment;

    private protected IHost Environment { get; }

    /// <summary>Fits on all folds but one and transforms that one, for each fold.</summary>
    private protected CrossValidationResult<T>[] CrossValidateTrain<T>(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds,
        string? samplingKeyColumnName,
        int? seed,
        Func<IDataView, T> evaluate)
        where T : class
    {
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds = DataSplitter.CrossValidationSplit(Environment, data, numberOfFolds, samplingKeyColumnName, seed);
        return
        [
            .. folds.Select((fold, index) =>
            {
                ITransformer model = estimator.Fit(fold.TrainSet);
                IDataView scored = model.Transform(fold.TestSet);
                return new CrossValidationResult<T>(model, evaluate(scored), scored, index);
            }),
        ];
    }

    public sealed class CrossValidationResult<T>
        where T : class
    {
        public readonly T Metrics;
        public readonly ITransformer Model;
        public readonly IDataView ScoredHoldOutSet;
        public readonly int Fold;

        internal CrossValidationResult(ITransformer model, T metrics, IDataView scores, int fold) =>
            (Model, Metrics, ScoredHoldOutSet, Fold) = (model, metrics, scores, fold);
    }

    public abstract class CatalogInstantiatorBase : IInternalCatalog
    {
        private protected CatalogInstantiatorBase(TrainCatalogBase catalog) => Owner = catalog;

        IHostEnvironment IInternalCatalog.Environment => Owner.Environment;

        internal TrainCatalogBase Owner { get; }
    }
}
