using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>Stochastic dual coordinate ascent for several classes.</summary>
public abstract class SdcaMulticlassTrainerBase<TModel> : SdcaTrainerBase<SdcaMulticlassTrainerBase<TModel>.MulticlassOptions, MulticlassPredictionTransformer<TModel>, TModel>
    where TModel : class
{
    private const float SmallestL2 = 1e-9f;

    private protected SdcaMulticlassTrainerBase(IHostEnvironment env, MulticlassOptions options)
        : base(env, options, TrainerShapes.KeyLabel(options.LabelColumnName))
    {
    }

    private protected override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema) => TrainerShapes.MulticlassOutputs(inputSchema, LabelColumn.Name);

    private protected override MulticlassPredictionTransformer<TModel> MakeTransformer(TModel model, DataViewSchema trainSchema) =>
        new(Host, model, trainSchema, FeatureColumn.Name, LabelColumn.Name);

    private protected abstract TModel CreateModel(float[][] weights, float[] biases);

    private protected override TModel Train(IDataView data)
    {
        TrainingRows rows = TrainingRows.Load(Host, data, FeatureColumn, LabelColumn, WeightColumn);
        int iterations = Settings.MaximumNumberOfIterations ?? Math.Max(2, Math.Max(1, 500_000 / rows.Count) * 3);
        float l2 = Math.Max(SmallestL2, Settings.L2Regularization ?? Math.Max(1e-6f, 20f / (Math.Max(2, iterations / 2) * (float)rows.Count)));
        float l1 = Settings.L1Regularization ?? rows.Features.ColumnCount switch { < 100 => 0, < 1000 => 0.25f, < 10_000 => 0.5f, _ => 1 };
        int frequency = Settings.ConvergenceCheckFrequency ?? 1;
        var solver = new PairwiseLogisticDualSolver(rows.Features, rows.Labels, rows.Weights, rows.ClassCount, l2, l1);

        using IProgressChannel progress = Host.StartProgressChannel("SDCA training");
        (int iteration, double best) = (0, double.PositiveInfinity);
        progress.SetHeader(new ProgressHeader(["Loss"], ["iterations"]), entry =>
        {
            entry.SetProgress(0, iteration, iterations);
            entry.SetMetric(0, best);
        });
        (float[][] Weights, float[] Biases)? bestModel = null;
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        for (iteration = 1; iteration <= iterations; iteration++)
        {
            if (Settings.Shuffle)
            {
                Host.Rand.Shuffle(order);
            }
            solver.Pass(order);
            if (frequency <= 0 || iteration % frequency != 0)
            {
                continue;
            }
            (double loss, double gap) = solver.Measure();
            if (loss < best)
            {
                best = loss;
                bestModel = solver.Model();
            }
            if (gap / loss < Settings.ConvergenceTolerance)
            {
                break;
            }
        }
        (float[][] weights, float[] biases) = bestModel ?? solver.Model();
        return CreateModel(weights, biases);
    }

    public class MulticlassOptions : OptionsBase
    {
        public MulticlassOptions()
        {
        }
    }
}
