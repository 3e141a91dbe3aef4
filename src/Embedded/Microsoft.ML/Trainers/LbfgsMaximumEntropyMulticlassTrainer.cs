using Microsoft.ML.Data;
using Microsoft.ML.Numerics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>Multinomial logistic regression: minimises the negative log-likelihood + l2 / 2 · ‖w‖² + l1 · ‖w‖₁; biases are free.</summary>
public sealed class LbfgsMaximumEntropyMulticlassTrainer
    : LbfgsTrainerBase<LbfgsMaximumEntropyMulticlassTrainer.Options, MulticlassPredictionTransformer<MaximumEntropyModelParameters>, MaximumEntropyModelParameters>
{
    internal LbfgsMaximumEntropyMulticlassTrainer(IHostEnvironment env, Options options)
        : base(env, options, TrainerShapes.KeyLabel(options.LabelColumnName))
    {
    }

    /// <summary>Goes on from a model of the same features and classes.</summary>
    public MulticlassPredictionTransformer<MaximumEntropyModelParameters> Fit(IDataView trainData, MaximumEntropyModelParameters modelParameters)
    {
        ArgumentNullException.ThrowIfNull(trainData);
        return MakeTransformer(TrainFrom(trainData, modelParameters), trainData.Schema);
    }

    private protected override MaximumEntropyModelParameters Train(IDataView data) => TrainFrom(data, null);

    private protected override MulticlassPredictionTransformer<MaximumEntropyModelParameters> MakeTransformer(MaximumEntropyModelParameters model, DataViewSchema trainSchema) =>
        new(Host, model, trainSchema, FeatureColumn.Name, LabelColumn.Name);

    private protected override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema) => TrainerShapes.MulticlassOutputs(inputSchema, LabelColumn.Name);

    private MaximumEntropyModelParameters TrainFrom(IDataView data, MaximumEntropyModelParameters? start)
    {
        TrainingRows rows = TrainingRows.Load(Host, data, FeatureColumn, LabelColumn, WeightColumn);
        int[] labels = rows.Labels;
        float[]? weights = rows.Weights;
        var objective = new MaximumEntropyObjective(rows.Features, labels, weights, rows.ClassCount, Settings.L2Regularization, Settings.NumberOfThreads ?? Environment.ProcessorCount);
        float[] parameters = FirstParameters(objective, rows, start);
        var minimizer = new LbfgsMinimizer
        {
            HistorySize = Settings.HistorySize,
            L1Weight = Settings.L1Regularization / rows.Count,
            FreeCount = objective.Width,
            NonNegative = Settings.EnforceNonNegativity,
            Tolerance = Settings.OptimizationTolerance,
            MaximumIterations = Settings.MaximumNumberOfIterations,
        };

        using IProgressChannel progress = Host.StartProgressChannel("LBFGS Optimizer");
        (int iteration, double loss) = (0, double.NaN);
        progress.SetHeader(new ProgressHeader(["Loss"], ["iterations"]), entry =>
        {
            entry.SetProgress(0, iteration);
            entry.SetMetric(0, loss);
        });
        minimizer.Minimize(objective.Evaluate, parameters, (done, value) => (iteration, loss) = (done, value));
        ModelStatisticsBase? statistics = Settings.ShowTrainingStatistics ? Statistics(objective, parameters, rows.Count, labels, weights) : null;
        return ToModel(parameters, objective.Width, rows, statistics);
    }

    private float[] FirstParameters(MaximumEntropyObjective objective, TrainingRows rows, MaximumEntropyModelParameters? start)
    {
        var parameters = new float[objective.ParameterCount];
        if (start is not null && (start.FeatureCount != rows.Features.ColumnCount || start.Weights.Length != rows.ClassCount))
        {
            throw new ArgumentException(
                $"The model to go on from has {start.Weights.Length} classes and {start.FeatureCount} features; the training data has {rows.ClassCount} and {rows.Features.ColumnCount}.",
                nameof(start));
        }
        float[] biases = [.. start?.GetBiases() ?? []];
        for (int i = 0; i < parameters.Length; i++)
        {
            (int row, int label) = (i / objective.Width, i % objective.Width);
            if (label < rows.ClassCount && start is not null)
            {
                parameters[i] = row == 0 ? biases[label] : start.Weights[label][row - 1];
            }
            else if (label < rows.ClassCount && Settings.InitialWeightsDiameter > 0)
            {
                parameters[i] = Settings.InitialWeightsDiameter * (Host.Rand.NextSingle() - 0.5f);
            }
        }
        return parameters;
    }

    private static MaximumEntropyModelParameters ToModel(float[] parameters, int width, TrainingRows rows, ModelStatisticsBase? statistics)
    {
        var weights = new float[rows.ClassCount][];
        for (int label = 0; label < weights.Length; label++)
        {
            weights[label] = [.. Enumerable.Range(1, rows.Features.ColumnCount).Select(row => parameters[row * width + label])];
        }
        return new MaximumEntropyModelParameters(weights, parameters[..rows.ClassCount], statistics);
    }

    private ModelStatisticsBase Statistics(MaximumEntropyObjective objective, float[] parameters, int count, int[] labels, float[]? weights)
    {
        double penalty = 0.5 * Settings.L2Regularization * parameters.Skip(objective.Width).Sum(w => (double)w * w);
        double loss = objective.Evaluate(parameters, new float[parameters.Length]) * count - penalty;
        double[] classWeights = [.. labels.Select((label, i) => (label, weight: (double)(weights?[i] ?? 1))).GroupBy(row => row.label).Select(group => group.Sum(row => row.weight))];
        double total = classWeights.Sum();
        double nullLoss = -classWeights.Where(w => w > 0).Sum(w => w * Math.Log(w / total));
        return new ModelStatisticsBase(count, parameters.Count(w => w != 0), (float)(2 * loss), (float)(2 * nullLoss));
    }

    public sealed class Options : OptionsBase
    {
        /// <summary>Whether the model says how well it fits the training data.</summary>
        public bool ShowTrainingStatistics;
    }
}
