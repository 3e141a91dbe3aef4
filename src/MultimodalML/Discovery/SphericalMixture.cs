using System.Numerics.Tensors;
using MultimodalML.Data;
using MultimodalML.Kernels;

namespace MultimodalML.Discovery;

/// <summary>A mixture of normal distributions, all with the same variance in every direction and each with a share of its own: k-means that knows that categories differ in size.</summary>
/// <remarks>
/// <para>P(c | x) ∝ exp(−‖x − w_c‖² / 2v + l_c). The variance is given and stays: learned along, it shrinks until sizes count no more.</para>
/// <para>Source: Dempster, Laird and Rubin 1977, "Maximum Likelihood from Incomplete Data via the EM Algorithm"; rows with a label keep it, as in Nigam et al. 2000.</para>
/// </remarks>
internal sealed class SphericalMixture
{
    private const int Iterations = 40;
    private const int RowsAtOnce = 4096;
    private const float GivenWeight = 0.1f; // of a row with a label in its component's share: among rows without one, known classes are rarer than labels suggest; chosen by experiment

    private readonly int _length;
    private readonly double _variance;
    private readonly double[] _logShares;

    private SphericalMixture(int length, float[] centres, double variance)
    {
        (_length, Centres, _variance) = (length, centres, variance);
        _logShares = new double[centres.Length / length];
    }

    /// <summary>w, [components, length].</summary>
    public float[] Centres { get; }

    private int Count => _logShares.Length;

    /// <summary>Fits a mixture.</summary>
    /// <param name="points">[rows, length], row-major.</param>
    /// <param name="length">Values of a row.</param>
    /// <param name="given">The component of each row that keeps it, −1 for the others.</param>
    /// <param name="centres">Where to begin, [components, length].</param>
    /// <param name="variance">v, above 0.</param>
    public static SphericalMixture Fit(float[] points, int length, int[] given, float[] centres, double variance)
    {
        var mixture = new SphericalMixture(length, [.. centres], variance);
        for (int i = 0; i < Iterations; i++)
        {
            mixture.Improve(points, given);
        }
        return mixture;
    }

    /// <summary>This mixture with known classes before its components, each component's share that of its rows.</summary>
    /// <param name="classMeans">[classes, length].</param>
    /// <param name="categories">The class, of a row with a label, or the component of each row, in the new order.</param>
    public SphericalMixture With(float[] classMeans, int[] categories)
    {
        var mixture = new SphericalMixture(_length, [.. classMeans, .. Centres], _variance);
        var counted = new float[mixture.Count];
        foreach (int category in categories)
        {
            counted[category] += category * _length < classMeans.Length ? GivenWeight : 1;
        }
        mixture.SetShares(counted);
        return mixture;
    }

    /// <summary>[length, components] and [components]: points × weights + bias, less what all components have in common, are the logarithms of P(c | x).</summary>
    public (float[] Weights, float[] Bias) Logits()
    {
        var weights = new float[Centres.Length];
        var bias = new float[Count];
        for (int c = 0; c < Count; c++)
        {
            ReadOnlySpan<float> centre = Centres.AsSpan(c * _length, _length);
            bias[c] = (float)(_logShares[c] - (TensorPrimitives.SumOfSquares(centre) / (2 * _variance)));
            for (int d = 0; d < _length; d++)
            {
                weights[(d * Count) + c] = (float)(centre[d] / _variance);
            }
        }
        return (weights, bias);
    }

    /// <summary>The most probable component of each row.</summary>
    public int[] Assign(float[] points)
    {
        var assigned = new int[points.Length / _length];
        ForEachBlock(points, (first, count, logits) =>
        {
            for (int i = 0; i < count; i++)
            {
                assigned[first + i] = TensorPrimitives.IndexOfMax<float>(logits.AsSpan(i * Count, Count));
            }
        });
        return assigned;
    }

    private void Improve(float[] points, int[] given)
    {
        var sums = new float[Centres.Length];
        var counted = new float[Count];
        var all = new float[Count];
        ForEachBlock(points, (first, count, shares) =>
        {
            RowOperations.Softmax(count, Count, shares, shares);
            for (int i = 0; i < count; i++)
            {
                Span<float> row = shares.AsSpan(i * Count, Count);
                int component = given[first + i];
                if (component != ModalityBatch.NoLabel)
                {
                    row.Clear();
                    row[component] = 1;
                }
                TensorPrimitives.MultiplyAdd(row, component == ModalityBatch.NoLabel ? 1 : GivenWeight, counted, counted);
                TensorPrimitives.Add(all, row, all);
            }
            MatrixProduct.Multiply(Count, _length, count, shares, Count, true, points.AsSpan(first * _length), _length, false, sums, _length, accumulate: true);
        });

        for (int c = 0; c < Count; c++)
        {
            if (all[c] > 1e-6f)
            {
                TensorPrimitives.Divide(sums.AsSpan(c * _length, _length), all[c], Centres.AsSpan(c * _length, _length));
            }
        }
        SetShares(counted);
    }

    private void SetShares(float[] counted)
    {
        double total = TensorPrimitives.Sum<float>(counted);
        for (int c = 0; c < Count; c++)
        {
            _logShares[c] = Math.Log((counted[c] + 1) / (total + Count));
        }
    }

    private void ForEachBlock(float[] points, Action<int, int, float[]> use)
    {
        (float[] weights, float[] bias) = Logits();
        var packed = new PackedMatrix(_length, Count, weights, transpose: false);
        int rows = points.Length / _length;
        var logits = new float[Math.Min(RowsAtOnce, rows) * Count];
        for (int first = 0; first < rows; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, rows - first);
            packed.Multiply(count, points.AsSpan(first * _length, count * _length), _length, logits, Count, bias: bias);
            use(first, count, logits);
        }
    }
}
