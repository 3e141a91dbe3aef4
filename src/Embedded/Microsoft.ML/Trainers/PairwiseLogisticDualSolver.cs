using System.Numerics.Tensors;
using Microsoft.ML.Numerics;

namespace Microsoft.ML.Trainers;

/// <summary>Stochastic dual coordinate ascent on mean Σ_{c≠y} ln(1 + exp(s_c − s_y)) + l2 / 2 · ‖w‖² + l1 · l2 · ‖w‖₁, biases among the weights.</summary>
/// <remarks>Source: Shalev-Shwartz and Zhang, "Stochastic Dual Coordinate Ascent Methods for Regularized Loss Minimization", JMLR 2013; soft threshold for l1: their 2014 paper.</remarks>
internal sealed class PairwiseLogisticDualSolver
{
    private const double LargestDual = 1 - 1e-7;
    private const int BlockRows = 128;
    private readonly FeatureMatrix _features;
    private readonly int[] _labels;
    private readonly float[]? _exampleWeights;
    private readonly int _classCount;
    private readonly int _width;
    private readonly float _l2;
    private readonly float _l1Threshold;
    private readonly float[] _weights; // [1 + features, width], the biases first
    private readonly float[]? _unshrunk; // before the soft threshold; null without one
    private readonly float[] _duals; // [rows, classes]
    private readonly float[] _scores;
    private readonly float[] _steps;

    public PairwiseLogisticDualSolver(FeatureMatrix features, int[] labels, float[]? exampleWeights, int classCount, float l2, float l1Threshold)
    {
        (_features, _labels, _exampleWeights, _classCount, _l2, _l1Threshold) = (features, labels, exampleWeights, classCount, l2, l1Threshold);
        _width = MatrixKernel.PaddedWidth(classCount);
        _weights = new float[checked((features.ColumnCount + 1) * _width)];
        _unshrunk = l1Threshold > 0 ? new float[_weights.Length] : null;
        _duals = new float[checked(features.RowCount * classCount)];
        _scores = new float[BlockRows * _width];
        _steps = new float[_width];
    }

    /// <summary>Visits every row once, in the order given.</summary>
    public void Pass(ReadOnlySpan<int> order)
    {
        float scale = 1 / (_l2 * _features.RowCount);
        foreach (int row in order)
        {
            Update(row, scale * (_exampleWeights?[row] ?? 1));
        }
    }

    /// <summary>Copies of the weights, [classes][features], and the biases.</summary>
    public (float[][] Weights, float[] Biases) Model() =>
        ([.. Enumerable.Range(0, _classCount).Select(label => Enumerable.Range(1, _features.ColumnCount).Select(i => _weights[i * _width + label]).ToArray())], _weights[.._classCount]);

    private void Update(int row, float scale)
    {
        int label = _labels[row];
        float squaredNorm = _features.SquaredNorm(row) + 1;
        double invariant = 1 / Math.Max(1, 0.25 + 2 * squaredNorm * scale);
        Span<float> scores = Scores(row, 1);
        float labelStep = 0;
        for (int other = 0; other < _classCount; other++)
        {
            if (other == label)
            {
                continue;
            }
            ref float dual = ref _duals[row * _classCount + other];
            double margin = scores[label] + labelStep * squaredNorm - scores[other];
            double target = 1 / (1 + Math.Exp(margin));
            float change = (float)Math.Clamp((target - dual) * invariant, -dual, LargestDual - dual);
            dual += change;
            _steps[other] = -change * scale;
            labelStep += change * scale;
        }
        _steps[label] = labelStep;
        Move(row);
    }

    private void Move(int row)
    {
        Span<float> moved = _unshrunk ?? _weights;
        TensorPrimitives.Add(moved[.._width], _steps, moved[.._width]);
        _features.AddProducts(row, 1, _steps, _width, moved[_width..]);
        if (_unshrunk is not null)
        {
            FeatureMatrix.Shrink(moved[.._width], _l1Threshold, _weights.AsSpan(0, _width));
            _features.ShrinkAlong(row, moved[_width..], _l1Threshold, _width, _weights.AsSpan(_width));
        }
    }

    private Span<float> Scores(int firstRow, int count)
    {
        Span<float> scores = _scores.AsSpan(0, count * _width);
        for (int i = 0; i < count; i++)
        {
            _weights.AsSpan(0, _width).CopyTo(scores[(i * _width)..]);
        }
        _features.AddScores(firstRow, count, _weights.AsSpan(_width), _width, scores);
        return scores;
    }

    /// <summary>The primal loss and its gap to the dual value, which bounds the distance to the minimum.</summary>
    public (double Loss, double Gap) Measure()
    {
        double loss = 0, dualLoss = 0;
        for (int row = 0; row < _features.RowCount; row += BlockRows)
        {
            int count = Math.Min(BlockRows, _features.RowCount - row);
            Span<float> scores = Scores(row, count);
            for (int i = 0; i < count; i++)
            {
                double weight = _exampleWeights?[row + i] ?? 1;
                int label = _labels[row + i];
                for (int other = 0; other < _classCount; other++)
                {
                    if (other != label)
                    {
                        loss += weight * LogisticLoss(scores[i * _width + label] - scores[i * _width + other]);
                        dualLoss += weight * Entropy(_duals[(row + i) * _classCount + other]);
                    }
                }
            }
        }
        double squares = TensorPrimitives.SumOfSquares<float>(_weights);
        double magnitudes = _unshrunk is null ? 0 : TensorPrimitives.SumOfMagnitudes<float>(_weights);
        double primal = loss / _features.RowCount + 0.5 * _l2 * squares + _l1Threshold * _l2 * magnitudes;
        return (primal, primal - (dualLoss / _features.RowCount - 0.5 * _l2 * squares));
    }

    private static double LogisticLoss(double margin) => margin > 0 ? Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin)) - margin;

    private static double Entropy(double dual) => dual is <= 0 or >= 1 ? 0 : -dual * Math.Log(dual) - (1 - dual) * Math.Log(1 - dual);
}
