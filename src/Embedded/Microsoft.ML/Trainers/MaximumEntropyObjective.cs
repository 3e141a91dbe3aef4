using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.Numerics;

namespace Microsoft.ML.Trainers;

/// <summary>Mean negative log-likelihood of a softmax over linear scores, plus l2 / 2 · ‖weights‖² over the number of rows.</summary>
/// <remarks>The parameters are [1 + features, width]: the biases first, then one row per feature; width is the classes rounded up to whole vectors, the padding stays 0.</remarks>
internal sealed class MaximumEntropyObjective
{
    private const int BlockRows = 128;
    private const int MaximumPartitions = 8;
    private const int RowsPerPartition = 1024;
    private const int LargestShared = 1 << 20; // parameters beyond which a gradient per partition would cost more memory than it is worth

    private readonly FeatureMatrix _features;
    private readonly int[] _labels;
    private readonly float[]? _weights;
    private readonly int _classCount;
    private readonly float _l2;
    private readonly int _threads;
    private readonly float[][] _gradients;
    private readonly double[] _losses;

    public MaximumEntropyObjective(FeatureMatrix features, int[] labels, float[]? weights, int classCount, float l2, int threads)
    {
        (_features, _labels, _weights, _classCount, _l2, _threads) = (features, labels, weights, classCount, l2, threads);
        Width = MatrixKernel.PaddedWidth(classCount);
        // The partition does not depend on the machine, so neither does the sum's order.
        int partitions = ParameterCount > LargestShared ? 1 : Math.Clamp(features.RowCount / RowsPerPartition, 1, MaximumPartitions);
        _gradients = [.. Enumerable.Range(0, partitions).Select(_ => new float[ParameterCount])];
        _losses = new double[partitions];
    }

    /// <summary>Classes rounded up to whole vectors.</summary>
    public int Width { get; }

    /// <summary>Length of the parameter vector.</summary>
    public int ParameterCount => checked((_features.ColumnCount + 1) * Width);

    /// <summary>The value and its gradient.</summary>
    public double Evaluate(float[] parameters, float[] gradient)
    {
        if (_gradients.Length == 1)
        {
            AddPartition(0, parameters);
        }
        else
        {
            Parallel.For(0, _gradients.Length, new ParallelOptions { MaxDegreeOfParallelism = _threads }, partition => AddPartition(partition, parameters));
        }

        _gradients[0].CopyTo(gradient, 0);
        foreach (float[] part in _gradients.AsSpan(1))
        {
            TensorPrimitives.Add<float>(gradient, part, gradient);
        }
        double loss = _losses.Sum();
        if (_l2 > 0)
        {
            Span<float> weights = parameters.AsSpan(Width);
            loss += 0.5 * _l2 * TensorPrimitives.SumOfSquares<float>(weights);
            TensorPrimitives.MultiplyAdd(weights, _l2, gradient.AsSpan(Width), gradient.AsSpan(Width));
        }
        TensorPrimitives.Multiply<float>(gradient, 1f / _features.RowCount, gradient);
        return loss / _features.RowCount;
    }

    private void AddPartition(int partition, float[] parameters)
    {
        float[] gradient = _gradients[partition];
        Array.Clear(gradient);
        var scores = new float[BlockRows * Width];
        int rowCount = _features.RowCount;
        int end = (int)((long)rowCount * (partition + 1) / _gradients.Length);
        double loss = 0;
        float[] biases = parameters[..Width];
        biases.AsSpan(_classCount).Fill(float.NegativeInfinity); // the padding stays out of the softmax
        for (int row = (int)((long)rowCount * partition / _gradients.Length); row < end; row += BlockRows)
        {
            int count = Math.Min(BlockRows, end - row);
            Span<float> block = scores.AsSpan(0, count * Width);
            for (int i = 0; i < count; i++)
            {
                biases.CopyTo(block[(i * Width)..]);
            }
            _features.AddScores(row, count, parameters.AsSpan(Width), Width, block);
            for (int i = 0; i < count; i++)
            {
                Span<float> residual = block.Slice(i * Width, Width);
                loss += ToResidual(residual, _labels[row + i], _weights?[row + i] ?? 1);
                TensorPrimitives.Add(gradient.AsSpan(0, Width), residual, gradient.AsSpan(0, Width));
            }
            _features.AddProducts(row, count, block, Width, gradient.AsSpan(Width));
        }
        _losses[partition] = loss;
    }

    // Replaces the scores by weight · (probability − one-hot label), the derivative by the score; gives the weighted loss.
    private static double ToResidual(Span<float> scores, int label, float weight)
    {
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(scores);
        float labelScore = scores[label];
        Vector<float> largest = vectors[0];
        foreach (Vector<float> vector in vectors)
        {
            largest = Vector.Max(largest, vector);
        }
        float shift = float.NegativeInfinity;
        for (int i = 0; i < Vector<float>.Count; i++)
        {
            shift = Math.Max(shift, largest[i]);
        }

        var shifts = new Vector<float>(shift);
        Vector<float> sums = Vector<float>.Zero;
        foreach (ref Vector<float> vector in vectors)
        {
            vector = Vector.Exp(vector - shifts);
            sums += vector;
        }
        float sum = Vector.Sum(sums);
        var scale = new Vector<float>(weight / sum);
        foreach (ref Vector<float> vector in vectors)
        {
            vector *= scale;
        }
        scores[label] -= weight;
        return weight * (Math.Log(sum) + shift - labelScore);
    }
}
