using System.Numerics.Tensors;
using Microsoft.ML.Numerics;

namespace Microsoft.ML.Trainers;

/// <summary>Stochastic dual coordinate ascent on mean Σ_{c≠y} ln(1 + exp(s_c − s_y)) + l2 / 2 · ‖w‖² + l1 · l2 · ‖w‖₁, biases among the weights.</summary>
/// <remarks>Source: Shalev-Shwartz and Zhang, "Stochastic Dual Coordinate Ascent Methods for Regularized Loss Minimization", JMLR 2013; soft threshold for l1: their 2014 paper.</remarks>
internal sealed class PairwiseLogisticDualSolver(FeatureMatrix features, int[] labels, float[]? exampleWeights, int classCount, float l2, float l1Threshold)
{
    private const double LargestDual = 1 - 1e-7;
    private readonly float[][] _weights = Rows(classCount, features.ColumnCount + 1);
    private readonly float[][]? _unshrunk = l1Threshold > 0 ? Rows(classCount, features.ColumnCount + 1) : null;
    private readonly float[] _duals = new float[checked(features.RowCount * classCount)];

    /// <summary>Per class: one weight per feature, then the bias.</summary>
    public float[][] Weights => _weights;

    /// <summary>Visits every row once, in the order given.</summary>
    public void Pass(ReadOnlySpan<int> order)
    {
        float scale = 1 / (l2 * features.RowCount);
        foreach (int row in order)
        {
            Update(row, scale * (exampleWeights?[row] ?? 1));
        }
    }

    private void Update(int row, float scale)
    {
        int label = labels[row];
        float squaredNorm = features.SquaredNorm(row) + 1;
        double invariant = 1 / Math.Max(1, 0.25 + 2 * squaredNorm * scale);
        float labelScore = Score(label, row);
        float labelStep = 0;
        for (int other = 0; other < classCount; other++)
        {
            if (other == label)
            {
                continue;
            }
            ref float dual = ref _duals[row * classCount + other];
            double margin = labelScore + labelStep * squaredNorm - Score(other, row);
            double target = 1 / (1 + Math.Exp(margin));
            float change = (float)Math.Clamp((target - dual) * invariant, -dual, LargestDual - dual);
            dual += change;
            float step = change * scale;
            labelStep += step;
            Move(other, row, -step);
        }
        Move(label, row, labelStep);
    }

    private float Score(int label, int row)
    {
        float[] weights = _weights[label];
        return features.Dot(row, weights.AsSpan(0, features.ColumnCount)) + weights[^1];
    }

    private void Move(int label, int row, float step)
    {
        float[] target = (_unshrunk ?? _weights)[label];
        features.AddRowTo(row, step, target.AsSpan(0, features.ColumnCount));
        target[^1] += step;
        if (_unshrunk is not null)
        {
            features.ShrinkAlong(row, target, l1Threshold, _weights[label]);
            _weights[label][^1] = FeatureMatrix.SoftThreshold(target[^1], l1Threshold);
        }
    }

    /// <summary>The primal loss and its gap to the dual value, which bounds the distance to the minimum.</summary>
    public (double Loss, double Gap) Measure()
    {
        double loss = 0, dualLoss = 0;
        for (int row = 0; row < features.RowCount; row++)
        {
            int label = labels[row];
            double weight = exampleWeights?[row] ?? 1;
            float labelScore = Score(label, row);
            for (int other = 0; other < classCount; other++)
            {
                if (other != label)
                {
                    loss += weight * LogisticLoss(labelScore - Score(other, row));
                    dualLoss += weight * Entropy(_duals[row * classCount + other]);
                }
            }
        }
        double squares = _weights.Sum(w => (double)TensorPrimitives.SumOfSquares<float>(w));
        double magnitudes = l1Threshold > 0 ? _weights.Sum(w => (double)TensorPrimitives.SumOfMagnitudes<float>(w)) : 0;
        double primal = loss / features.RowCount + 0.5 * l2 * squares + l1Threshold * l2 * magnitudes;
        double dual = dualLoss / features.RowCount - 0.5 * l2 * squares;
        return (primal, primal - dual);
    }

    private static double LogisticLoss(double margin) => margin > 0 ? Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin)) - margin;

    private static double Entropy(double dual) => dual is <= 0 or >= 1 ? 0 : -dual * Math.Log(dual) - (1 - dual) * Math.Log(1 - dual);

    private static float[][] Rows(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => new float[length])];
}
